package io.geminiquota.agent.core.weave;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a library must have before it is touched: every type and member of it that we use. Read from
 * a list beside this class.
 */
final class RequiredApi {

  private static final String IMPLEMENTED = "implemented ";
  private static final String STATIC = "static ";

  private final List<Type> types;

  private RequiredApi(List<Type> types) {
    this.types = types;
  }

  /**
   * One type.
   *
   * @param name as class files write it
   * @param implemented whether a class of ours is one: then it may ask for nothing more
   * @param members methods and fields, as {@link ClassFile} writes them
   */
  record Type(String name, boolean implemented, List<String> members) {}

  /**
   * The list of this name.
   *
   * @throws UncheckedIOException if it is not in the jar
   */
  static RequiredApi read(String list) {
    List<Type> types = new ArrayList<>();
    try (InputStream in = RequiredApi.class.getResourceAsStream(list)) {
      if (in == null) {
        throw new FileNotFoundException(list + " is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(" ")) {
          types.get(types.size() - 1).members().add(line.strip());
        } else if (!line.startsWith("#")) {
          boolean implemented = line.startsWith(IMPLEMENTED);
          String name = implemented ? line.substring(IMPLEMENTED.length()) : line;
          types.add(new Type(name, implemented, new ArrayList<>()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RequiredApi(types);
  }

  List<Type> types() {
    return types;
  }

  /**
   * What is not as it must be, e.g. {@code no Call.timeout()Lokio/Timeout;}; null if all is.
   *
   * @param loader where the library is, null for the boot class loader
   */
  @Nullable String mismatch(@Nullable ClassLoader loader) {
    Library library = new Library(loader);
    for (Type type : types) {
      String mismatch = library.mismatch(type);
      if (mismatch != null) {
        return mismatch;
      }
    }
    return null;
  }

  /** A library as it is, looked at while it is compared. */
  private static final class Library {

    private final @Nullable ClassLoader loader;
    private final Map<String, ClassFile> known = new HashMap<>();

    Library(@Nullable ClassLoader loader) {
      this.loader = loader;
    }

    @Nullable String mismatch(Type type) {
      ClassFile file = file(type.name());
      if (file == null) {
        return "no " + type.name().replace('/', '.');
      }
      for (String member : type.members()) {
        if (!has(file, member)) {
          return "no " + simpleName(type) + "." + member.replace(STATIC, "");
        }
      }
      if (type.implemented()) {
        for (String wanted : abstractMethods(file, new HashSet<>())) {
          if (!type.members().contains(wanted)) {
            return "a new abstract " + simpleName(type) + "." + wanted;
          }
        }
      }
      return null;
    }

    private boolean has(ClassFile file, String member) {
      if (file.members().contains(member)) {
        return true;
      }
      for (String parent : file.parents()) {
        ClassFile inherited = file(parent);
        if (inherited != null && has(inherited, member)) {
          return true;
        }
      }
      return false;
    }

    private Set<String> abstractMethods(ClassFile file, Set<String> found) {
      found.addAll(file.abstractMethods());
      for (String parent : file.parents()) {
        ClassFile inherited = parent.startsWith("java/") ? null : file(parent);
        if (inherited != null) {
          abstractMethods(inherited, found);
        }
      }
      return found;
    }

    private @Nullable ClassFile file(String name) {
      ClassFile file = known.get(name);
      if (file == null) {
        file = ClassFile.find(name, loader);
        if (file != null) {
          known.put(name, file);
        }
      }
      return file;
    }

    private static String simpleName(Type type) {
      return type.name().substring(type.name().lastIndexOf('/') + 1);
    }
  }
}
