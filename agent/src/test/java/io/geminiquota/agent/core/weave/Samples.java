package io.geminiquota.agent.core.weave;

import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.annotations.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Method bodies of many shapes. Each public method takes an int and is a sample. */
@GeminiQuota(rpm = 7, priority = Priority.BACKGROUND)
public class Samples implements SampleDefaults, Comparable<Samples> {

  private int field;

  @Override
  public int withoutBody(int n) {
    return n;
  }

  @Override
  public int compareTo(Samples other) {
    return Integer.compare(field, other.field);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  public int throughABridge(int n) {
    Samples other = new Samples();
    other.field = n;
    return ((Comparable) this).compareTo(other);
  }

  /** Its first instruction is the target of a jump. */
  public int loopAtTheStart(int n) {
    do {
      n -= 2;
    } while (n > 0);
    return n;
  }

  public int endlessLoop(int n) {
    while (true) {
      n = Math.addExact(n, 1 << 29);
    }
  }

  public String tryFinally(int n) {
    StringBuilder trace = new StringBuilder();
    try {
      trace.append("try").append(8 / n);
      return trace.append(" returned").toString();
    } catch (ArithmeticException e) {
      trace.append(" caught");
      if (n == 0) {
        throw new IllegalStateException(trace.toString(), e);
      }
    } finally {
      field = trace.append(" finally").length();
    }
    return trace.append(field).toString();
  }

  @SuppressWarnings("finally")
  public int finallyThatReturns(int n) {
    try {
      return 8 / n;
    } finally {
      if (n < 1) {
        return -9;
      }
    }
  }

  public String catchesEverything(int n) {
    try {
      return String.valueOf(onlyThrows(n));
    } catch (Throwable e) {
      return "caught " + e.getMessage();
    }
  }

  public int onlyThrows(int n) {
    if (n > 1) {
      throw new AssertionError("n=" + n);
    }
    throw new UnsupportedOperationException("n=" + n);
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch")
  public String switches(int n) {
    switch (n) {
      case -1:
        return "minus";
      case 0:
      case 1:
        break;
      case 1000:
        return "far away";
      default:
        return switch (String.valueOf(n)) {
          case "2" -> "two";
          case "7" -> throw new IllegalArgumentException("seven");
          default -> "other";
        };
    }
    return "small";
  }

  public double longsAndDoubles(int n) {
    return wide(n, n / 3.0, n * 5_000_000_000L, (short) n);
  }

  private static double wide(long a, double b, long c, short d) {
    double sum = 0;
    for (long i = a; i < a + 3; i++) {
      double square = i * b;
      sum += square + c / (double) (d + 3);
    }
    long rest = c % 7;
    return sum + rest;
  }

  public String reassigned(int n) {
    Object value = n;
    if (n > 1) {
      value = List.of(n);
    } else if (n < 0) {
      value = "negative";
    }
    return reassigned(value);
  }

  private static String reassigned(Object value) {
    if (value instanceof List<?> list) {
      value = Objects.requireNonNull(list.get(0));
    }
    if (value instanceof Integer number) {
      int twice = 2 * number;
      value = twice;
    }
    return value.getClass().getSimpleName() + value;
  }

  public synchronized int synchronizedMethod(int n) {
    return field += 6 / n;
  }

  public int synchronizedBlock(int n) {
    synchronized (this) {
      if (n > 1) {
        return n;
      }
      synchronized (Samples.class) {
        field = 3 / n;
      }
    }
    return field;
  }

  public static long recursive(int n) {
    return n < 2 ? 1 : n * recursive(n - 1);
  }

  /** A frame while an object is not initialized yet. */
  public String halfMadeObjects(int n) {
    StringBuilder text = new StringBuilder(n > 0 ? "positive" : n < 0 ? "negative" : "zero");
    return text.append(new String(n > 1 ? new char[] {'a'} : new char[] {'b', 'c'})).toString();
  }

  public List<Integer> lambdas(int n) {
    IntUnaryOperator twice = m -> 2 * m / n;
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(twice.applyAsInt(i));
    }
    return all;
  }

  public void returnsNothing(int n) {
    field = 12 / n;
    if (n > 1) {
      return;
    }
    field++;
  }

  public boolean returnsABoolean(int n) {
    return (n > 1 && field == 0) || n < 0;
  }

  public float returnsAFloat(int n) {
    return n > 0 ? n / 2f : Float.NaN;
  }

  public @Nullable String nestedTries(int n) {
    for (int i = 0; i < 3; i++) {
      try {
        try {
          field = i / n;
          if (i == n) {
            continue;
          }
          field++;
        } finally {
          n--;
        }
      } catch (ArithmeticException e) {
        return i > 1 ? null : e.getMessage();
      }
    }
    return "done";
  }
}
