package io.geminiquota.agent;

/** Travels in damaged copies of the agent's jar: each method of ours asks it whether to fail. */
public final class OnPurpose {

  private OnPurpose() {}

  /** Throws if the application says so. */
  public static void check(String place) {
    String wanted = System.getProperty("on.purpose", "");
    if (wanted.equals(place)) {
      throw new IllegalStateException("on purpose");
    }
    if (wanted.equals("error:" + place)) {
      throw new NoSuchMethodError("on purpose");
    }
  }
}
