package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.scope.QuotaAnnotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a class file says of {@code @GeminiQuota}: on the class, and on each method that somebody
 * wrote and that has a body. What a compiler made by itself runs inside of such methods or, as the
 * body of a lambda, wherever it was handed to.
 */
final class AnnotatedClass extends ClassVisitor {

  private static final String DESCRIPTOR = "Lio/geminiquota/annotations/GeminiQuota;";
  private static final int NOT_WRITTEN_OR_NO_BODY =
      Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

  private final String name;
  private final AnnotationValues ofClass = new AnnotationValues();
  private final List<Method> methods = new ArrayList<>();

  private AnnotatedClass(String name) {
    super(Opcodes.ASM9);
    this.name = name;
  }

  static AnnotatedClass read(ClassReader reader) {
    AnnotatedClass read = new AnnotatedClass(reader.getClassName().replace('/', '.'));
    reader.accept(read, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return read;
  }

  /** The methods that are to be put into a scope, by name and descriptor. */
  Map<String, ScopedMethod> scopedMethods() {
    Map<String, ScopedMethod> scoped = new HashMap<>();
    for (Method method : methods) {
      AnnotationValues values = method.own.arePresent() ? method.own : ofClass;
      if (values.arePresent()) {
        String place = values == ofClass ? name : placeOf(method);
        QuotaAnnotation annotation = new QuotaAnnotation(place, values.asMap());
        scoped.put(
            method.name.concat(method.descriptor),
            new ScopedMethod(annotation.text(), method.locals));
      }
    }
    return scoped;
  }

  /** With its parameters only where the name alone would be that of two annotated methods. */
  private String placeOf(Method method) {
    String place = name + "." + method.name;
    boolean overloaded =
        methods.stream()
            .anyMatch(
                other ->
                    other != method && other.own.arePresent() && other.name.equals(method.name));
    return overloaded ? place + parameters(method.descriptor) : place;
  }

  private static String parameters(String descriptor) {
    List<String> names = new ArrayList<>();
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      names.add(parameter.getClassName());
    }
    return "(" + String.join(", ", names) + ")";
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return descriptor.equals(DESCRIPTOR) ? ofClass.present() : null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & NOT_WRITTEN_OR_NO_BODY) != 0 || method.startsWith("<")) {
      return null;
    }
    Method written = new Method(method, descriptor);
    methods.add(written);
    return written;
  }

  /** A method with a body. */
  private static final class Method extends MethodVisitor {

    final String name;
    final String descriptor;
    final AnnotationValues own = new AnnotationValues();
    int locals;

    Method(String name, String descriptor) {
      super(Opcodes.ASM9);
      this.name = name;
      this.descriptor = descriptor;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      return annotation.equals(DESCRIPTOR) ? own.present() : null;
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      locals = maxLocals;
    }
  }
}
