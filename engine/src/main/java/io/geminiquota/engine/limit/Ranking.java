package io.geminiquota.engine.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places in some order, who may come and go anywhere in it: to come, to go, and to ask what those
 * before somebody will use takes as many steps as the logarithm of their number, and nobody who
 * went is kept. Not thread-safe: the gate's lock guards it.
 *
 * <p>It is a tree that is balanced by chance: each node has a weight of its own and none is heavier
 * than its parent, so that its shape is that of a tree into which they came in random order.
 */
final class Ranking {

  /** The odd number nearest to 2^32 divided by the golden ratio: its multiples look random. */
  private static final int STRIDE = 0x9e3779b9;

  private final Comparator<Place> order;
  private @Nullable Node root;
  private int weight;

  /**
   * @param order in which hardly any two places are equal
   */
  Ranking(Comparator<Place> order) {
    this.order = order;
  }

  /** A place, and what is known of all who hang on its node, itself included. */
  private static final class Node {

    final Place place;
    final int weight;
    @Nullable Node left;
    @Nullable Node right;
    int size;
    long requests;
    long tokens;
    long images;
    long earliest;

    Node(Place place, int weight) {
      this.place = place;
      this.weight = weight;
      sumUp();
    }

    /** To be called whenever something that hangs on it has changed. */
    Node sumUp() {
      size = 1;
      requests = place.cost.requests();
      tokens = place.cost.tokens();
      images = place.cost.images();
      earliest = place.notBefore;
      include(left);
      include(right);
      return this;
    }

    private void include(@Nullable Node child) {
      if (child != null) {
        size += child.size;
        requests += child.requests;
        tokens += child.tokens;
        images += child.images;
        earliest = Math.min(earliest, child.earliest);
      }
    }
  }

  int size() {
    return size(root);
  }

  void add(Place place) {
    weight += STRIDE;
    root = add(root, new Node(place, weight ^ (weight >>> 15)));
  }

  /** Harmless for one who is not there. */
  void remove(Place place) {
    root = remove(root, place);
  }

  /** The first; null if nobody is there. */
  @Nullable Place first() {
    Node node = root;
    while (node != null && node.left != null) {
      node = node.left;
    }
    return node == null ? null : node.place;
  }

  /** Whether there is anybody whose own time has come. */
  boolean hasReady(long now) {
    return isReady(root, now);
  }

  /** The first of those whose own time has come; null if nobody's has. */
  @Nullable Place firstReady(long now) {
    Node node = root;
    while (node != null && isReady(node, now)) {
      if (isReady(node.left, now)) {
        node = node.left;
      } else if (node.place.notBefore <= now) {
        return node.place;
      } else {
        node = node.right;
      }
    }
    return null;
  }

  /** How many are before somebody who need not be there himself. */
  int before(Place place) {
    int before = 0;
    Node node = root;
    while (node != null) {
      if (order.compare(node.place, place) < 0) {
        before += size(node.left) + 1;
        node = node.right;
      } else {
        node = node.left;
      }
    }
    return before;
  }

  /** What the first so many will use; all, if they are not as many. */
  Cost costOfFirst(long count) {
    Cost cost = Cost.NOTHING;
    long wanted = count;
    Node node = root;
    while (node != null && wanted > 0) {
      if (wanted >= node.size) {
        return cost.plus(costOf(node));
      }
      Node left = node.left;
      if (left != null && wanted < left.size) {
        node = left;
      } else {
        wanted -= size(left);
        cost = left == null ? cost : cost.plus(costOf(left));
        if (wanted > 0) {
          cost = cost.plus(node.place.cost);
          wanted--;
        }
        node = node.right;
      }
    }
    return cost;
  }

  /** Adds what the first want whose own time has come, until there are so many. */
  void addCostsOfReady(List<Cost> costs, int count, long now) {
    addCostsOfReady(root, costs, count, now);
  }

  private static void addCostsOfReady(@Nullable Node node, List<Cost> costs, int count, long now) {
    if (node == null || costs.size() >= count || !isReady(node, now)) {
      return;
    }
    addCostsOfReady(node.left, costs, count, now);
    if (node.place.notBefore <= now && costs.size() < count) {
      costs.add(node.place.cost);
    }
    addCostsOfReady(node.right, costs, count, now);
  }

  /** All of them, in order. */
  List<Place> all() {
    List<Place> all = new ArrayList<>(size());
    collect(root, all);
    return all;
  }

  private static void collect(@Nullable Node node, List<Place> all) {
    if (node != null) {
      collect(node.left, all);
      all.add(node.place);
      collect(node.right, all);
    }
  }

  private static int size(@Nullable Node node) {
    return node == null ? 0 : node.size;
  }

  private static boolean isReady(@Nullable Node node, long now) {
    return node != null && node.earliest <= now;
  }

  private static Cost costOf(Node node) {
    return new Cost(node.requests, node.tokens, node.images);
  }

  private Node add(@Nullable Node node, Node added) {
    if (node == null) {
      return added;
    }
    if (order.compare(added.place, node.place) < 0) {
      Node left = add(node.left, added);
      node.left = left;
      return left.weight > node.weight ? liftLeft(node, left) : node.sumUp();
    }
    Node right = add(node.right, added);
    node.right = right;
    return right.weight > node.weight ? liftRight(node, right) : node.sumUp();
  }

  private static Node liftLeft(Node parent, Node left) {
    parent.left = left.right;
    left.right = parent.sumUp();
    return left.sumUp();
  }

  private static Node liftRight(Node parent, Node right) {
    parent.right = right.left;
    right.left = parent.sumUp();
    return right.sumUp();
  }

  private @Nullable Node remove(@Nullable Node node, Place place) {
    if (node == null) {
      return null;
    }
    if (node.place == place) {
      return join(node.left, node.right);
    }
    int side = order.compare(place, node.place);
    if (side <= 0) {
      node.left = remove(node.left, place);
    }
    if (side >= 0) {
      node.right = remove(node.right, place);
    }
    return node.sumUp();
  }

  /** One tree of two, of which the first is before the second. */
  private static @Nullable Node join(@Nullable Node first, @Nullable Node second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    if (first.weight > second.weight) {
      first.right = join(first.right, second);
      return first.sumUp();
    }
    second.left = join(first, second.left);
    return second.sumUp();
  }
}
