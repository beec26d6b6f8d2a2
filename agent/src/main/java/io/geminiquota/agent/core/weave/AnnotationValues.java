package io.geminiquota.agent.core.weave;

import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** What an annotation sets, if it is there at all. What it leaves out is not in the class file. */
final class AnnotationValues extends AnnotationVisitor {

  private final Map<String, String> values = new LinkedHashMap<>();
  private boolean present;

  AnnotationValues() {
    super(Opcodes.ASM9);
  }

  /** The annotation is there. */
  AnnotationVisitor present() {
    present = true;
    return this;
  }

  boolean arePresent() {
    return present;
  }

  Map<String, String> asMap() {
    return values;
  }

  @Override
  public void visit(String name, Object value) {
    values.put(name, String.valueOf(value));
  }

  @Override
  public void visitEnum(String name, String descriptor, String value) {
    values.put(name, value);
  }

  /** A list as it is written in settings: with commas between its parts. */
  @Override
  public AnnotationVisitor visitArray(String name) {
    values.put(name, "");
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(@Nullable String none, Object part) {
        add(String.valueOf(part));
      }

      @Override
      public void visitEnum(@Nullable String none, String descriptor, String part) {
        add(part);
      }

      /** Of a newer annotation than we know. */
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(@Nullable String none, String descriptor) {
        add("...");
        return null;
      }

      private void add(String part) {
        values.merge(name, part, (before, next) -> before.isEmpty() ? next : before + "," + next);
      }
    };
  }

  /** Of a newer annotation than we know. */
  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String name, String descriptor) {
    values.put(name, "...");
    return null;
  }
}
