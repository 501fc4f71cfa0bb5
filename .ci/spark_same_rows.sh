# Sourced by spark and cluster: the rows of every result table, as both engines made them.

# result_tables ALMANAC WAREHOUSE
result_tables() {
  "$1" --quiet --warehouse "$2" sql --format csv \
    "SELECT DISTINCT table_name FROM information_schema.columns WHERE column_name = 'analysis_id' ORDER BY 1" |
    tail -n +2
}

# shown TABLE: all columns but those that say when, how long, and from which snapshot
shown() {
  local columns='*'
  [ "$1" = analysis ] && columns='* EXCLUDE (snapshot_id, computed_at, duration_ms)'
  echo "SELECT $columns FROM $1"
}

# sums ALMANAC WAREHOUSE TABLE...: a line "table,rows,sum of the rows' hashes" each, from one process
sums() {
  local almanac=$1 warehouse=$2 table query=
  shift 2
  for table in "$@"; do
    query+="${query:+ UNION ALL }SELECT '$table' AS name, count(*) AS n, coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR AS hashes FROM ($(shown "$table")) t"
  done
  "$almanac" --quiet --warehouse "$warehouse" sql --format csv "$query ORDER BY 1" | tail -n +2
}

# same_rows ALMANAC WAREHOUSE WAREHOUSE WORK: one line ok or FAIL a table
same_rows() {
  local tables name count hashes
  tables=$(result_tables "$1" "$2")
  # shellcheck disable=SC2086
  sums "$1" "$2" $tables >"$4/one.sums"
  # shellcheck disable=SC2086
  sums "$1" "$3" $tables >"$4/other.sums"
  [ -s "$4/one.sums" ] || { echo "FAIL no result tables"; failed=1; }
  while IFS=, read -r name count hashes; do
    if grep -qxF "$name,$count,$hashes" "$4/other.sums"; then
      echo "ok $name: $count rows, every column equal"
      continue
    fi
    "$1" --quiet --warehouse "$2" sql --format csv "$(shown "$name") ORDER BY ALL" >"$4/one.csv"
    "$1" --quiet --warehouse "$3" sql --format csv "$(shown "$name") ORDER BY ALL" >"$4/other.csv"
    echo "FAIL $name: $count rows, $(diff "$4/one.csv" "$4/other.csv" | grep -c '^[<>]') lines differ"
    diff "$4/one.csv" "$4/other.csv" | head -6
    failed=1
  done <"$4/one.sums"
}

# spark_ready WORK: sets SPARK_HOME to a Spark 4.1, from the package index unless it is set
spark_ready() {
  [ -n "${SPARK_HOME:-}" ] && return
  python3 -m venv "$1/venv" && "$1/venv/bin/python" -m pip install -q 'pyspark==4.1.*' || return
  SPARK_HOME=$("$1/venv/bin/python" -c 'import pyspark; print(pyspark.__path__[0])')
  export SPARK_HOME
}

# job_ready ROOT: builds the job's jar unless ALMANAC_SPARK_JAR names one
job_ready() {
  [ -n "${ALMANAC_SPARK_JAR:-}" ] && return
  (cd "$1" && mvn -q -B -ntp -Pfast -DskipTests -Dalmanac.skipArchive=true -pl analyses/spark -am package) || return
  ALMANAC_SPARK_JAR=$(ls "$1"/analyses/spark/target/almanac-spark-*.jar)
  export ALMANAC_SPARK_JAR
}
