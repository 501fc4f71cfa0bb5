package dev.almanac.ingest.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the {@code meta.yaml} of a run as MLflow 3 writes it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MetaYamlBenchmark {

  private final byte[] content =
      """
      artifact_uri: mlflow-artifacts:/160634512162962388/02c017dea056444b8e39b1ed0fcc0e22/artifacts
      end_time: 1795489160307
      entry_point_name: ''
      experiment_id: '160634512162962388'
      lifecycle_stage: active
      run_id: 02c017dea056444b8e39b1ed0fcc0e22
      run_name: merciful-carp-863
      source_name: ''
      source_type: 4
      source_version: ''
      start_time: 1795489160294
      status: 3
      tags: []
      user_id: anna
      """
          .getBytes(StandardCharsets.UTF_8);

  /** Reads it by the way that ordinary files take. */
  @Benchmark
  public MetaYaml parse() {
    return MetaYaml.parse(content);
  }

  /** Reads it by the full YAML parser, which is for unusual files. */
  @Benchmark
  public MetaYaml full() {
    return MetaYaml.full(content);
  }
}
