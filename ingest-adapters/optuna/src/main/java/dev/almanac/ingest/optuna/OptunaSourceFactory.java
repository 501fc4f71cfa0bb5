package dev.almanac.ingest.optuna;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.read.database.DatabaseAddress;
import dev.almanac.ingest.read.database.DatabaseSession;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Recognises Optuna's storages and opens them. */
public final class OptunaSourceFactory implements RunSourceFactory {

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public OptunaSourceFactory() {}

  @Override
  public String kind() {
    return OptunaMapping.TRACKER;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.REPORTED_SUMMARY,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.PROJECT_TAGS,
        Capability.ENVIRONMENT,
        Capability.LINEAGE,
        Capability.LIVE_RUNS,
        Capability.METRIC_DEFINITIONS,
        Capability.SEARCH_SPACE);
  }

  @Override
  public String tried(String tracker) {
    return "0.9.0, 1.2.0, 1.3.0, 2.4.0, 2.6.0, 2.10.1, 3.0.0, 3.2.0, 3.6.2, 4.0.0, 5.0";
  }

  @Override
  public Recognition recognise(Folder folder) throws IOException {
    return OptunaPlaces.recognise(folder);
  }

  @Override
  public List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    if (!DatabaseAddress.isDatabase(uri)) {
      return List.of();
    }
    DatabaseAddress address = DatabaseAddress.of(uri, options);
    try (StudyTables tables = new ServerStudyTables(DatabaseSession.open(address))) {
      if (!StudyTables.areOptunas(tables.names())) {
        return List.of();
      }
    }
    SourceSpec spec =
        new SourceSpec(
            OptunaMapping.TRACKER,
            address.engine().shown() + " storage",
            address.location(),
            address.host() + "-" + address.database() + "-optuna");
    return List.of(spec.withOptions(DatabaseAddress.withUserOf(uri, options)));
  }

  @Override
  public RunSource open(SourceSpec spec) throws IOException {
    return spec.format().equals(OptunaPlaces.JOURNAL)
        ? new JournalStore(spec)
        : new StudyStore(spec);
  }
}
