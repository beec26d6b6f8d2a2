package io.geminiquota.testkit.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A key and its project, written {@code KEY=PROJECT}. Errors do not repeat the key. */
record KeyOfProject(String key, String project) {

  static final class Reader implements ITypeConverter<KeyOfProject> {
    @Override
    public KeyOfProject convert(String text) {
      int equals = text.lastIndexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new TypeConversionException("a key and its project are written KEY=PROJECT");
      }
      return new KeyOfProject(text.substring(0, equals), text.substring(equals + 1));
    }
  }

  @Override
  public String toString() {
    return "a key of " + project;
  }
}
