package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One query of a section.
 *
 * @param name by which the template knows its rows
 * @param file path of its SQL within the folder of all reports
 * @param parts paths of queries that it begins with, each a part called like its file: the SQL that
 *     several queries share
 * @param needs tables without which it is not run, because an analysis has yet to make them
 */
public record QuerySpec(String name, String file, List<String> parts, List<String> needs) {

  /** Checks for null and copies the lists. */
  public QuerySpec {
    requireNonNull(name, "name is null");
    requireNonNull(file, "file is null");
    parts = List.copyOf(parts);
    needs = List.copyOf(needs);
  }
}
