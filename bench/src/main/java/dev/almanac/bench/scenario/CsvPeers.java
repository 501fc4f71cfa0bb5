package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Other ways to get many CSV files into one Parquet file. */
record CsvPeers() implements LogPeers {

  private static final String POLARS = "peer: polars -> zstd Parquet";
  private static final String PANDAS = "peer: pandas -> Parquet";
  private static final String DUCKDB = "peer: DuckDB read_csv, union_by_name -> zstd Parquet";

  @Override
  public void run(Bench bench, Path store, long points, Recorder recorder)
      throws IOException, InterruptedException {
    String output = bench.fresh("peer.parquet").toString();
    recorder.add(POLARS, bench.peer("polars_csv.py", store.toString(), output), points);
    recorder.add(PANDAS, bench.peer("pandas_csv.py", store.toString(), output), points);
    recorder.add(DUCKDB, bench.peer("duckdb_csv.py", store.toString(), output), points);
  }

  @Override
  public List<Comparison> comparisons(String what, double cpu, Recorder recorder) {
    return List.of(
        Comparison.atMostTimes(what + " / polars, CPU", cpu, recorder.of(POLARS).cpu(), 2),
        Comparison.atMostTimes(what + " / pandas, CPU", cpu, recorder.of(PANDAS).cpu(), 1),
        Comparison.shown("DuckDB / " + what + ", CPU", cpu, recorder.of(DUCKDB).cpu()));
  }
}
