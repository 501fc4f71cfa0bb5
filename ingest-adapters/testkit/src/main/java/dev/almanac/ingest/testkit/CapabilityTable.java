package dev.almanac.ingest.testkit;

import dev.almanac.ingest.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of sources and capabilities in {@code ingest-adapters/README.md}. */
public final class CapabilityTable {

  private static final String CORNER = "capability";
  private static final String YES = "yes";

  private final Map<String, Set<Capability>> byKind = new HashMap<>();

  private CapabilityTable() {}

  /**
   * Reads the table from a Markdown file.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if a row names no capability
   */
  public static CapabilityTable read(Path file) throws IOException {
    CapabilityTable table = new CapabilityTable();
    List<String> kinds = List.of();
    for (String line : Files.readAllLines(file)) {
      List<String> cells = cells(line);
      if (cells.isEmpty()) {
        kinds = List.of();
      } else if (cells.get(0).equals(CORNER)) {
        kinds = cells.subList(1, cells.size());
        kinds.forEach(kind -> table.byKind.put(kind, EnumSet.noneOf(Capability.class)));
      } else if (!kinds.isEmpty() && !cells.get(0).startsWith("-")) {
        table.addRow(kinds, cells);
      }
    }
    return table;
  }

  private void addRow(List<String> kinds, List<String> cells) {
    Capability capability = Capability.valueOf(cells.get(0).replace("`", ""));
    for (int i = 0; i < kinds.size(); i++) {
      if (cells.get(i + 1).equals(YES)) {
        byKind
            .computeIfAbsent(kinds.get(i), absent -> EnumSet.noneOf(Capability.class))
            .add(capability);
      }
    }
  }

  private static List<String> cells(String line) {
    String trimmed = line.trim();
    if (!trimmed.startsWith("|") || trimmed.length() < 3) {
      return List.of();
    }
    String inner = trimmed.substring(1, trimmed.length() - 1);
    return Arrays.stream(inner.split("\\|", -1)).map(String::trim).toList();
  }

  /** Returns what the table says of a kind; empty if it does not name it. */
  public Set<Capability> of(String kind) {
    return byKind.getOrDefault(kind, Set.of());
  }
}
