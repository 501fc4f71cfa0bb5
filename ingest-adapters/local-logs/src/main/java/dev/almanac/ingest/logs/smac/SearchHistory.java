package dev.almanac.ingest.logs.smac;

import dev.almanac.ingest.logs.smac.JsonSlices.Slice;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one search evaluated: for each configuration where its values and its evaluations stand in
 * the files, so that each can be read alone. Holds no values. Not safe for use by several threads.
 */
final class SearchHistory {

  private final Map<String, Configuration> configurations = new TreeMap<>();
  private @Nullable String damage;
  private long foreign;

  /** Where the facts of one configuration stand. */
  static final class Configuration {
    private @Nullable Slice values;
    private @Nullable String origin;
    private final List<Slice> evaluations = new ArrayList<>();
    private final Fingerprint fingerprint = new Fingerprint();

    @Nullable Slice values() {
      return values;
    }

    @Nullable String origin() {
      return origin;
    }

    List<Slice> evaluations() {
      return evaluations;
    }

    String fingerprint() {
      return fingerprint.text();
    }
  }

  /**
   * Looks through the files of a search.
   *
   * @throws IOException if nothing of it can be read
   */
  static SearchHistory of(SearchKind kind, Path folder) throws IOException {
    SearchHistory history = new SearchHistory();
    try {
      history.index(kind, folder);
    } catch (IOException unreadable) {
      if (history.configurations.isEmpty()) {
        throw unreadable;
      }
      history.damage = FileTexts.reason(unreadable);
    }
    return history;
  }

  private void index(SearchKind kind, Path folder) throws IOException {
    Path evaluations = folder.resolve(kind.evaluations());
    Path configs = folder.resolve(kind.configs());
    switch (kind) {
      case SMAC ->
          JsonSlices.grandchildren(
              evaluations,
              (parent, name, value, slice) -> {
                switch (parent) {
                  case "data" -> evaluated(kind, value, slice);
                  case "configs" -> configured(name, value, slice);
                  case "config_origins" -> originated(name, value);
                  default -> {
                    // Counters of the search.
                  }
                }
              });
      case BOHB -> {
        JsonSlices.roots(
            evaluations, (parent, name, value, slice) -> evaluated(kind, value, slice));
        JsonSlices.roots(
            configs,
            (parent, name, value, slice) -> {
              if (value.elements().size() >= 2) {
                configured(Evaluation.bohbId(value.elements().get(0)), value, slice);
              }
            });
      }
      case DEEPCAVE -> {
        JsonSlices.roots(
            evaluations, (parent, name, value, slice) -> evaluated(kind, value, slice));
        JsonSlices.members(configs, (parent, name, value, slice) -> configured(name, value, slice));
      }
    }
  }

  private Configuration at(String id) {
    return configurations.computeIfAbsent(id, absent -> new Configuration());
  }

  private void evaluated(SearchKind kind, JsonValue value, Slice slice) {
    Evaluation evaluation = kind.evaluation(value);
    if (evaluation == null) {
      foreign++;
      return;
    }
    Configuration configuration = at(evaluation.config());
    configuration.fingerprint.row(
        "evaluation", "" + configuration.evaluations.size(), value.toJson());
    configuration.evaluations.add(slice);
  }

  private void configured(String id, JsonValue value, Slice slice) {
    Configuration configuration = at(id);
    configuration.values = slice;
    configuration.fingerprint.row("values", value.toJson());
  }

  private void originated(String id, JsonValue value) {
    if (!value.isNull()) {
      Configuration configuration = at(id);
      configuration.origin = value.asText();
      configuration.fingerprint.row("origin", value.asText());
    }
  }

  /** Returns the configurations by id. */
  Map<String, Configuration> configurations() {
    return configurations;
  }

  /** Returns why the rest of the files could not be read, or null if all was. */
  @Nullable String damage() {
    return damage;
  }

  /** Returns how many entries are no evaluations. */
  long foreign() {
    return foreign;
  }
}
