# For ./demo and the scripts beside this one, which read this in the project's folder: build what is needed, then run a program.

if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
if ! command -v "$java" >/dev/null; then
  echo "No JDK found. Install a JDK 17 or newer, or point JAVA_HOME at one." >&2
  exit 2
fi

# build_first WHAT MAVEN-ARGUMENTS...: says what is built, and why it could not be.
build_first() {
  echo "Building $1 (the first time, this also loads libraries) ..." >&2
  shift
  log=$(mktemp)
  if ! ./mvnw -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true "$@" -am package >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "The build failed; the reason stands above." >&2
    exit 2
  fi
  rm -f "$log"
}

# run_program MAIN-CLASS ARGUMENTS...
run_program() {
  if [ -t 1 ]; then
    columns=$(stty size 2>/dev/null </dev/tty | cut -d ' ' -f 2)
    export GEMINI_QUOTA_IS_TERMINAL=true COLUMNS="${columns:-}"
  fi
  # The simulator's protobuf uses Unsafe; JDK 24 and newer warn of it, JDK 17 does not know the flag that says it is known.
  exec "$java" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow \
    -cp "benchmarks/target/classes:benchmarks/target/lib/*" "$@"
}
