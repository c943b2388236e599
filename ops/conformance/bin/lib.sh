# Shared by the peers' launchers. Sourced, not run.
peers_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
peers_cache="${XDG_CACHE_HOME:-$HOME/.cache}/sealstream/conformance"
# The peer cannot be had here; those who ask skip and repeat the words.
skip() { echo "$(basename "$0"): SKIPPED: $*" >&2; exit 69; }

# Puts a Maven artifact into a folder: fetch_artifact GROUP:ARTIFACT:VERSION:TYPE[:CLASSIFIER] FOLDER
fetch_artifact() {
  command -v mvn >/dev/null || skip "there is no Maven on PATH"
  local said
  said="$(cd / && timeout 1200 mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact="$1" -DoutputDirectory="$2" -Dmdep.overWriteReleases=true 2>&1)" ||
    skip "Maven cannot fetch $1: $(printf '%s' "$said" | grep -m 1 ERROR || true)"
}

# Prints the java of the launchers of Sealstream, JDK 25 or newer.
peers_java() { (. "$peers_root/ops/bin/lib.sh" && ss_java) || skip "no JDK 25 was found; set SEALSTREAM_JAVA_HOME"; }
