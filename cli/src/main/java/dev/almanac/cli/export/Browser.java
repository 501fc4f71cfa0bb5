package dev.almanac.cli.export;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Chromium, Chrome or Edge that is installed.
 *
 * @param program its program
 */
public record Browser(Path program) {

  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chrome",
          "microsoft-edge",
          "microsoft-edge-stable",
          "msedge",
          "chrome-headless-shell");

  /** Where installers put them on systems that keep programs off the PATH. */
  private static final List<String> PLACES =
      List.of(
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
          "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");

  /** Checks for null. */
  public Browser {
    requireNonNull(program, "program is null");
  }

  /** Returns the first browser on the PATH of an environment, or in a usual place. */
  public static Optional<Browser> find(Map<String, String> environment) {
    for (String name : NAMES) {
      for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
        for (String ending : List.of("", ".exe")) {
          Path program = Path.of(folder.isEmpty() ? "." : folder, name + ending);
          if (Files.isRegularFile(program) && Files.isExecutable(program)) {
            return Optional.of(new Browser(program));
          }
        }
      }
    }
    return environment.containsKey("PATH")
        ? PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst().map(Browser::new)
        : Optional.empty();
  }
}
