package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FoundTreeTest {

  private static final WholeNumber COUNT = new WholeNumber(1, 10);

  @Test
  void findsWhatIsAcceptable() {
    FoundTree tree = tree(found("a.tree.size", " 5 "), found("another.tree.size", "x"));

    assertThat(tree.find("size", "a count", COUNT)).isEqualTo(5);
    assertThat(tree.find("width", "a count", COUNT)).isNull();
    assertThatCode(tree::mustBeRight).doesNotThrowAnyException();
  }

  @Test
  void whatIsBlankIsNotSet() {
    FoundTree tree = tree(found("a.tree.size", " "));

    assertThat(tree.find("size", "a count", COUNT)).isNull();
    assertThatCode(tree::mustBeRight).doesNotThrowAnyException();
  }

  @Test
  void tellsAllThatIsWrong() {
    FoundTree tree =
        tree(found("a.tree.size", "11"), found("a.tree.width", "x"), found("a.tree.sizes", "1"));
    tree.find("size", "from 1 to 10", COUNT);
    tree.find("width", "a count", COUNT);

    assertThatThrownBy(tree::mustBeRight)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A_TREE_SIZE=11 (somewhere) is not from 1 to 10; A_TREE_WIDTH=x (somewhere) is not a"
                + " count; unknown setting A_TREE_SIZES (somewhere), did you mean size? the"
                + " settings are: size, width");
  }

  private static FoundTree tree(FoundSetting... settings) {
    return new FoundTree("a.tree.", List.of(settings));
  }

  private static FoundSetting found(String property, String value) {
    String variable = property.toUpperCase(Locale.ROOT).replace('.', '_');
    return new FoundSetting(property, value, variable, "somewhere");
  }
}
