package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code include: weekly/hygiene}: the section stands in its own report, with its template
 * and SQL, and keys beside {@code include} replace its own. Of {@code sql} and {@code charts} they
 * replace the entries of the same name.
 */
final class SectionIncludes {

  private static final String INCLUDE = "include";
  private static final Set<String> MERGED = Set.of("sql", "charts");

  private final ReportPieces pieces;

  SectionIncludes(ReportPieces pieces) {
    this.pieces = requireNonNull(pieces, "pieces is null");
  }

  /**
   * Returns a section with what it includes, its paths from the folder of all reports.
   *
   * @param section the section as it is written in some report
   * @param home the name of that report
   * @param seen the sections on the way here, which must not be included again
   * @throws ReportException if there is no such section, or it includes itself
   */
  Map<String, Object> resolve(Map<String, Object> section, String home, Set<String> seen) {
    Map<String, Object> own = withPaths(section, home);
    Object included = own.remove(INCLUDE);
    if (included == null) {
      return own;
    }
    String address = included.toString();
    if (!seen.add(address)) {
      throw new ReportException("section " + address + " includes itself");
    }
    return over(base(address, seen), own);
  }

  private Map<String, Object> base(String address, Set<String> seen) {
    int slash = address.indexOf('/');
    String report = slash < 0 ? "" : address.substring(0, slash);
    String id = address.substring(slash + 1);
    Piece piece = report.isEmpty() ? null : pieces.find(report + "/report.yaml").orElse(null);
    if (piece == null) {
      throw new ReportException(
          "include must be REPORT/SECTION, such as weekly/hygiene, not '" + address + "'");
    }
    for (Object section : sectionsOf(PieceYaml.load(piece))) {
      Map<String, Object> mapping = mapping(section);
      Object name = mapping.get("id");
      Object inner = mapping.get(INCLUDE);
      String innerId = inner == null ? "" : inner.toString().replaceFirst("^[^/]*/", "");
      if (id.equals(name == null ? innerId : name.toString())) {
        return resolve(mapping, report, seen);
      }
    }
    throw new ReportException("report " + report + " has no section " + id + " to include");
  }

  private static Map<String, Object> over(Map<String, Object> base, Map<String, Object> own) {
    Map<String, Object> merged = new LinkedHashMap<>(base);
    own.forEach(
        (key, value) -> {
          Object before = merged.get(key);
          if (MERGED.contains(key) && before instanceof Map && value instanceof Map) {
            Map<String, Object> entries = mapping(before);
            entries.putAll(mapping(value));
            merged.put(key, entries);
          } else {
            merged.put(key, value);
          }
        });
    return merged;
  }

  /** Writes the paths of templates and queries from the folder of all reports. */
  private static Map<String, Object> withPaths(Map<String, Object> section, String home) {
    Map<String, Object> own = new LinkedHashMap<>(section);
    Object template = own.get("template");
    if (template != null) {
      own.put("template", PieceYaml.path(home, template.toString()));
    } else if (own.get("id") != null && own.get(INCLUDE) == null) {
      own.put("template", PieceYaml.path(home, own.get("id") + ".ftlh"));
    }
    if (own.get("sql") instanceof Map<?, ?> queries) {
      Map<String, Object> resolved = new LinkedHashMap<>();
      mapping(queries).forEach((name, query) -> resolved.put(name, query(name, query, home)));
      own.put("sql", resolved);
    }
    return own;
  }

  private static Object query(String name, Object query, String home) {
    if (query instanceof Map<?, ?> keys) {
      Map<String, Object> resolved = mapping(keys);
      Object file = resolved.getOrDefault("file", name + ".sql");
      resolved.put("file", PieceYaml.path(home, String.valueOf(file)));
      if (resolved.get("with") instanceof List<?> parts) {
        resolved.put(
            "with", parts.stream().map(p -> PieceYaml.path(home, String.valueOf(p))).toList());
      } else if (resolved.get("with") instanceof String part) {
        resolved.put("with", PieceYaml.path(home, part));
      }
      return resolved;
    }
    return query instanceof String file ? PieceYaml.path(home, file) : query;
  }

  private static List<?> sectionsOf(Object report) {
    return mapping(report).get("sections") instanceof List<?> list ? list : List.of();
  }

  private static Map<String, Object> mapping(@Nullable Object yaml) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    if (yaml instanceof Map<?, ?> map) {
      map.forEach((key, value) -> mapping.put(String.valueOf(key), value == null ? "" : value));
    }
    return mapping;
  }
}
