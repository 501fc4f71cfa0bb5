package dev.almanac.reports.spec;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads the text of a {@code report.yaml}, and the paths in it. */
final class PieceYaml {

  private PieceYaml() {}

  /**
   * Returns the content: text, lists and mappings.
   *
   * @throws ReportException if it is not YAML, with file and line
   */
  static Object load(Piece piece) {
    // The failsafe schema knows only text, lists and mappings: nothing is constructed.
    LoadSettings settings =
        LoadSettings.builder().setLabel(piece.path()).setSchema(new FailsafeSchema()).build();
    try {
      Object loaded = new Load(settings).loadFromString(piece.text());
      return loaded == null ? Map.of() : loaded;
    } catch (YamlEngineException exception) {
      throw new ReportException(
          "Cannot read " + piece.path() + " (" + piece.origin() + "): " + exception.getMessage(),
          exception);
    }
  }

  /**
   * Returns a path with a slash and from the folder of all reports.
   *
   * @param home name of the report that states the path
   * @param path relative to that report's folder, or with a slash from the folder of all reports
   */
  static String path(String home, String path) {
    return path.startsWith("/") ? path : "/" + home + "/" + path;
  }
}
