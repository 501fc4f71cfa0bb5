package dev.almanac.cli.schedule;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.report.ArchivedReports;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.schedule.Ledger;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.ScheduleRunner;
import java.util.ArrayList;
import java.util.List;

/** The schedules of {@code almanac.yaml}, and what runs them. */
public final class Schedules {

  private Schedules() {}

  /**
   * Returns the schedules of these names, or all if there are none.
   *
   * @throws CommandFailure if there are no schedules, or none of a name
   */
  public static List<Schedule> named(Workplace workplace, List<String> names) {
    List<Schedule> all = workplace.config().schedules();
    if (all.isEmpty()) {
      throw CommandFailure.usage(
          "There are no schedules: add some under schedules: in almanac.yaml, for example\n"
              + "schedules:\n  - report: weekly\n    cron: \"0 8 * * 1\"\n    zone: Europe/Berlin");
    }
    List<Schedule> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          all.stream()
              .filter(schedule -> schedule.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name, all)));
    }
    return names.isEmpty() ? all : chosen;
  }

  private static CommandFailure unknown(String name, List<Schedule> all) {
    List<String> names = all.stream().map(Schedule::name).toList();
    return CommandFailure.usage(
        "There is no schedule "
            + name
            + "."
            + NearestName.hint(name, names)
            + " There are "
            + String.join(", ", names)
            + ".");
  }

  /** Returns the ledger, which is in the warehouse's folder. */
  static Ledger ledger(Workplace workplace) {
    return new Ledger(workplace.warehouseFolder().resolve("schedule").resolve("ledger.jsonl"));
  }

  /** Returns what runs them, over the warehouse and archive of a workplace. */
  public static ScheduleRunner runner(Workplace workplace, ArchivedReports reports) {
    Archive archive = workplace.archive();
    return new ScheduleRunner(
        ledger(workplace), archive, workplace.surroundings().clock(), reports);
  }
}
