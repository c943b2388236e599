# Shared by the launchers: finds JDK 25, knows where the jars are. Sourced, not run.
# In an unpacked distribution jars lie in lib/ beside bin/; in the sources each module has its own in target/.
ss_bin="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ss_lib=""
ss_root="$(cd "$ss_bin/../.." && pwd)"
if [ -d "$ss_bin/../lib" ]; then
  ss_lib="$(cd "$ss_bin/../lib" && pwd)"
fi
ss_version=0.1.0-SNAPSHOT
ss_needed_jdk=25

ss_fail() {
  echo "sealstream: $*" >&2
  exit 1
}

# Feature version of a java executable, or nothing.
ss_jdk_version() {
  "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

# Prints the first java of version 25 or newer: SEALSTREAM_JAVA_HOME, JAVA_HOME, the usual folders, PATH.
ss_java() {
  local candidate version
  for candidate in "${SEALSTREAM_JAVA_HOME:-}/bin/java" "${JAVA_HOME:-}/bin/java" /usr/lib/jvm/*/bin/java \
      /opt/*jdk*/bin/java "${HOME:-/root}"/.sdkman/candidates/java/*/bin/java "$(command -v java || true)"; do
    [ -x "$candidate" ] || continue
    version="$(ss_jdk_version "$candidate")"
    if [ -n "$version" ] && [ "$version" -ge "$ss_needed_jdk" ]; then
      echo "$candidate"
      return 0
    fi
  done
  ss_fail "no JDK $ss_needed_jdk was found in SEALSTREAM_JAVA_HOME, JAVA_HOME, /usr/lib/jvm or on PATH: install one (for example Temurin $ss_needed_jdk) or set SEALSTREAM_JAVA_HOME"
}

# Prints the class path of a module: its jar and what it needs at run time.
ss_classpath() {
  local module="$1" jar list
  if [ -n "$ss_lib" ]; then
    list="$ss_lib/${module##*/}.classpath"
    [ -f "$list" ] || ss_fail "$list is missing: unpack the distribution again"
    sed "s|^|$ss_lib/|" "$list" | paste -s -d :
    return
  fi
  jar="$(ls "$ss_root/$module"/target/*-"$ss_version".jar 2>/dev/null | head -n 1)"
  [ -n "$jar" ] && [ -f "$ss_root/$module/target/runtime.classpath" ] ||
    ss_fail "$module is not built: run 'mvn -B verify' in $ss_root, or 'ops/bin/devnet up', which builds what is missing"
  echo "$jar:$(cat "$ss_root/$module/target/runtime.classpath")"
}

# Whether a module has no jar, or sources newer than its jar.
ss_stale() {
  local jar
  jar="$(ls "$ss_root/$1"/target/*-"$ss_version".jar 2>/dev/null | head -n 1)"
  [ -n "$jar" ] && [ -f "$ss_root/$1/target/runtime.classpath" ] || return 0
  [ -n "$(find "$ss_root/$1/src/main" "$ss_root/$1/pom.xml" "$ss_root/$1/rust" -newer "$jar" -type f -not -path '*/target/*' -print -quit 2>/dev/null)" ]
}

# Of Maven's output on standard input, shows which module is being built.
ss_modules() {
  sed -un 's/^\[INFO\] Building \(.*\) [0-9][^ ]* *\[\([0-9]*\)\/\([0-9]*\)\]$/  module \2 of \3: \1/p' >&2
}

# Ends unless every jar is as new as its sources: a measurement of an older build would carry this commit's name.
ss_require_fresh() {
  local module
  for module in schemas native stream-manager sealer-node wallet-signer ops/devnet ops/bench; do
    ! ss_stale "$module" || ss_fail "$module was changed after it was built: run 'mvn -B package -DskipTests -Dfast' in $ss_root first"
  done
}

# Runs a main class of a module: ss_exec MODULE MAIN JVM-OPTIONS -- ARGUMENTS
ss_exec() {
  local module="$1" main="$2" java classpath options=()
  shift 2
  while [ "$1" != "--" ]; do
    options+=("$1")
    shift
  done
  shift
  java="$(ss_java)" || exit 1
  classpath="$(ss_classpath "$module")" || exit 1
  exec "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC "${options[@]}" ${SEALSTREAM_JAVA_OPTS:-} \
    -cp "$classpath" "$main" "$@"
}
