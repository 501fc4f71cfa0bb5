package dev.almanac.cli.sync;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.Interruption;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.discover.SourceNames;
import dev.almanac.cli.sources.Adapters;
import dev.almanac.cli.terminal.ProgressLine;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Syncs one source after another; one that cannot be opened does not keep the others out. */
public final class SourceSyncs {

  private static final SqlScript NAMES = SqlScript.resource(SourceSyncs.class, "source_names.sql");

  private final Workplace workplace;
  private final Warehouse warehouse;
  private final SyncOptions options;
  private final @Nullable Interruption interruption;

  /** Creates syncs that an interruption of the process cuts off. */
  public SourceSyncs(Workplace workplace, Warehouse warehouse, SyncOptions options) {
    this(workplace, warehouse, options, null);
  }

  /**
   * Creates syncs.
   *
   * @param interruption asked now and then; once it was interrupted, {@link #run} ends with {@link
   *     dev.almanac.warehouse.sync.SyncCancelled}. Null if nothing is asked
   */
  public SourceSyncs(
      Workplace workplace,
      Warehouse warehouse,
      SyncOptions options,
      @Nullable Interruption interruption) {
    this.workplace = workplace;
    this.warehouse = warehouse;
    this.options = options;
    this.interruption = interruption;
  }

  /**
   * Syncs the sources under names that are stable in this warehouse.
   *
   * @param given places of the sources whose name the user gave
   */
  public List<SyncResult> run(List<SourceSpec> sources, Set<String> given) {
    List<SyncResult> results = new ArrayList<>();
    for (SourceSpec source : named(sources, given)) {
      results.add(sync(source));
    }
    return results;
  }

  /** Returns the sources under names that are stable in this warehouse. */
  List<SourceSpec> named(List<SourceSpec> sources, Set<String> given) {
    try {
      return new SourceNames(names()).apply(sources, given);
    } catch (IllegalArgumentException exception) {
      throw CommandFailure.usage(String.valueOf(exception.getMessage()));
    }
  }

  private SyncResult sync(SourceSpec spec) {
    try (ProgressLine line = workplace.progress();
        RunSource source = Adapters.open(spec)) {
      line.show("Syncing " + spec.name(), spec.kind() + " " + spec.format());
      Sync sync = new Sync(warehouse, options, progress(line, spec));
      return new SyncResult(spec, sync.run(source), null);
    } catch (IOException exception) {
      String message = exception.getMessage();
      return new SyncResult(spec, null, message == null ? exception.toString() : message);
    }
  }

  private SyncProgress progress(ProgressLine line, SourceSpec spec) {
    return new SyncProgress() {
      @Override
      public void changed(State state) {
        leaveOrFinish(state.phase());
        show(line, spec, state);
      }

      @Override
      public boolean goOn() {
        return interruption == null || interruption.goOn();
      }
    };
  }

  /** While it waits or lists, nothing is half done: the process may end at once. */
  private void leaveOrFinish(SyncProgress.Phase phase) {
    if (interruption == null) {
      return;
    }
    switch (phase) {
      case WAITING, LISTING, DONE -> interruption.mayLeave();
      case HEALING, READING, COMMITTING, TIDYING -> interruption.mustFinish();
    }
  }

  private static void show(ProgressLine line, SourceSpec spec, SyncProgress.State state) {
    String phase =
        switch (state.phase()) {
          case WAITING -> "Waiting to sync ";
          case HEALING -> "Clearing up before syncing ";
          case LISTING -> "Listing ";
          case READING, COMMITTING -> "Reading ";
          case TIDYING -> "Tidying up after ";
          case DONE -> "Synced ";
        };
    String far =
        state.runsTotal() < 0
            ? state.detail()
            : String.format(
                Locale.ROOT,
                "%,d of %,d runs, %,d points",
                state.runsDone(),
                state.runsTotal(),
                state.points());
    line.show(phase + spec.name(), far);
  }

  private Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    Optional<WarehouseSnapshot> snapshot = warehouse.current();
    if (snapshot.isPresent()) {
      try (QueryEngine engine = warehouse.engine(snapshot.get());
          QueryRows rows = engine.query(NAMES, Map.of())) {
        while (rows.next()) {
          names.put(String.valueOf(rows.text(0)), String.valueOf(rows.text(1)));
        }
      }
    }
    return names;
  }
}
