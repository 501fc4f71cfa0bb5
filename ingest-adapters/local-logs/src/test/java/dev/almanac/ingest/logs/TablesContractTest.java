package dev.almanac.ingest.logs;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds the formats of tables and text to the contract, on files of the real libraries. */
class TablesContractTest extends RunSourceContract {

  @Override
  public RunSourceFactory factory() {
    return new LocalLogsSourceFactory();
  }

  @Override
  public Set<Capability> capabilities() {
    // Environment: where several logs say the same of a run, all of them are named.
    return EnumSet.of(
        Capability.ENVIRONMENT,
        Capability.METRIC_HISTORY,
        Capability.REPORTED_SUMMARY,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ARTIFACTS,
        Capability.METRIC_DEFINITIONS);
  }

  @Override
  public Path casesFolder() {
    return Path.of("src/test/resources/tables");
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    String growing = growing(recorded.name());
    List<SourceChange> changes = new ArrayList<>();
    if (!growing.isEmpty()) {
      changes.add(
          new SourceChange(
              "a row is appended",
              input ->
                  Files.writeString(
                      input.resolve(growing), row(recorded.name()), StandardOpenOption.APPEND)));
    }
    if (recorded.name().equals("huggingface")) {
      changes.add(
          new SourceChange(
              "final results are written",
              input ->
                  Files.writeString(
                      input.resolve("bert-tiny/eval_results.json"), "{\"eval_new\": 1.5}")));
    }
    return changes;
  }

  private static String growing(String recorded) {
    return switch (recorded) {
      case "keras" -> "comma/training.log";
      case "boosting" -> "boosting/xgboost.log";
      default -> "";
    };
  }

  private static String row(String recorded) {
    return recorded.equals("keras")
        ? "3,1.5,0.5,2.5,1.5\n"
        : "[15]\ttrain-logloss:0.01\ttrain-auc:1.0\teval-logloss:0.2\teval-auc:0.9\n";
  }

  @Override
  public List<Path> growingFiles(RecordedCase recorded, Path input) {
    return Stream.of(growing(recorded.name()))
        .filter(name -> !name.isEmpty())
        .map(input::resolve)
        .toList();
  }

  @Override
  public boolean resumes(RecordedCase recorded) {
    return !growing(recorded.name()).isEmpty();
  }

  @Override
  public List<Path> damageableFiles(RecordedCase recorded, Path input) throws IOException {
    return switch (recorded.name()) {
      case "huggingface" ->
          List.of(
              input.resolve("bert-tiny/training_args.bin"),
              input.resolve("bert-tiny/config.json"),
              input.resolve("bert-tiny/all_results.json"));
      case "catboost" -> List.of(input.resolve("classes/catboost_info/catboost_training.json"));
      default -> List.of();
    };
  }

  @Override
  public Optional<String> owner(Path input, Path file) {
    String path = input.relativize(file).toString().replace('\\', '/');
    return Optional.of(path.startsWith("bert-tiny") ? "bert-tiny" : "classes/catboost_info");
  }
}
