package dev.almanac.cli.config;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.reports.budget.Budget;
import dev.almanac.reports.schedule.Schedule;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code almanac.yaml} says; documented in {@code docs/configuration.md}.
 *
 * @param file the file, or null if there is none
 * @param warehouse folder (absolute) or URI of the warehouse, or null for the default
 * @param catalog properties of the warehouse's Iceberg catalog, or empty for the file in its folder
 * @param zone time zone of periods, or null for UTC
 * @param sources what {@code almanac sync} reads
 * @param archive folder (absolute) of the archive of reports, or null for the default
 * @param schedules when which report is made
 * @param objectives directions of metrics, and primary metrics of projects
 * @param across names of params that mean the same, and how projects are taken together
 * @param budgets how much compute may be used
 * @param deliveries who is told of reports and alerts, and how
 */
public record AlmanacConfig(
    @Nullable Path file,
    @Nullable String warehouse,
    Map<String, String> catalog,
    @Nullable ZoneId zone,
    List<SourceEntry> sources,
    @Nullable String archive,
    List<Schedule> schedules,
    DeclaredObjectives objectives,
    AcrossProjects across,
    List<Budget> budgets,
    DeliverySettings deliveries) {

  /** What holds without a file. */
  public static final AlmanacConfig NONE =
      new AlmanacConfig(
          null,
          null,
          Map.of(),
          null,
          List.of(),
          null,
          List.of(),
          DeclaredObjectives.NONE,
          AcrossProjects.DEFAULT,
          List.of(),
          DeliverySettings.NONE);

  /** Checks for null and copies the lists. */
  public AlmanacConfig {
    catalog = Map.copyOf(catalog);
    sources = List.copyOf(sources);
    schedules = List.copyOf(schedules);
    budgets = List.copyOf(budgets);
    requireNonNull(objectives, "objectives is null");
    requireNonNull(across, "across is null");
    requireNonNull(deliveries, "deliveries is null");
  }
}
