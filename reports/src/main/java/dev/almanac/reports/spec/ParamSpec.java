package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a report asks its reader for.
 *
 * @param name by which queries ({@code :name}) and templates ({@code params.name}) know it
 * @param description what it is, in a few words; may be empty
 * @param type what its values are
 * @param isRequired whether there is no report without it
 * @param otherwise the value if none is given, or null
 * @param choices path, within the folder of all reports, of the SQL that lists what is valid, or
 *     null if anything is
 * @param least how few values a list takes
 * @param most how many values a list takes
 */
public record ParamSpec(
    String name,
    String description,
    Type type,
    boolean isRequired,
    @Nullable String otherwise,
    @Nullable String choices,
    int least,
    int most) {

  /** What values are. */
  public enum Type {
    /** One text. */
    TEXT,
    /** One finite number. */
    NUMBER,
    /** Texts in the order given, none twice; a query takes them as a JSON array. */
    LIST
  }

  /** Checks for null. */
  public ParamSpec {
    requireNonNull(name, "name is null");
    requireNonNull(description, "description is null");
    requireNonNull(type, "type is null");
    if (least < 0 || most < least) {
      throw new IllegalArgumentException(name + " takes " + least + " to " + most + " values");
    }
  }

  /** Returns what stands for a value in a command line: {@code RUN}, or {@code RUNS...}. */
  public String placeholder() {
    String word = name.toUpperCase(Locale.ROOT);
    return type == Type.LIST ? word + "..." : word;
  }
}
