# Sourced by spark and cluster: the rows of every result table, as both engines made them.

# result_tables ALMANAC WAREHOUSE
result_tables() {
  "$1" --quiet --warehouse "$2" sql --format csv \
    "SELECT DISTINCT table_name FROM information_schema.columns WHERE column_name = 'analysis_id' ORDER BY 1" |
    tail -n +2
}

# rows ALMANAC WAREHOUSE TABLE: all but what says when, how long, and from which snapshot
rows() {
  local columns='*'
  [ "$3" = analysis ] && columns='* EXCLUDE (snapshot_id, computed_at, duration_ms)'
  "$1" --quiet --warehouse "$2" sql --format csv "SELECT $columns FROM $3 ORDER BY ALL"
}

# same_rows ALMANAC WAREHOUSE WAREHOUSE WORK: one line ok or FAIL a table
same_rows() {
  local table count
  for table in $(result_tables "$1" "$2"); do
    rows "$1" "$2" "$table" >"$4/one.csv"
    rows "$1" "$3" "$table" >"$4/other.csv"
    count=$(($(wc -l <"$4/one.csv") - 1))
    if cmp -s "$4/one.csv" "$4/other.csv"; then
      echo "ok $table: $count rows, every column equal"
    else
      echo "FAIL $table: $count rows, $(diff "$4/one.csv" "$4/other.csv" | grep -c '^[<>]') lines differ"
      diff "$4/one.csv" "$4/other.csv" | head -6
      failed=1
    fi
  done
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
