package io.geminiquota.engine.route;

/**
 * Where a key or token is to be had. Never shows a credential, also not one that was written where
 * its place should stand.
 *
 * @param kind what is named
 * @param named the environment variable, the absolute path of the file, or the credential itself
 */
public record SecretReference(Kind kind, String named) {

  /** What a reference names. */
  public enum Kind {
    /** An environment variable, read once. */
    ENVIRONMENT,
    /** A file that holds nothing but the secret; read again when it changes. */
    FILE,
    /** The secret itself, as a framework has resolved it. */
    LITERAL
  }

  /** The reference as it was written; of a credential that it is one. */
  @Override
  public String toString() {
    return switch (kind) {
      case ENVIRONMENT -> "env:" + named;
      case FILE -> "file:" + named;
      case LITERAL -> "(a credential, not shown)";
    };
  }
}
