package dev.almanac.cli.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prints a page as PDF by a browser without a window. The browser gets a profile of its own, which
 * is deleted afterwards, and loads nothing but the page.
 */
public final class PagePdf {

  /** A page's scripts draw its charts in virtual time; this much of it is plenty. */
  private static final int DRAWING_MILLIS = 30_000;

  private final Browser browser;
  private final Duration timeout;
  private final String user;

  /**
   * Creates a printer.
   *
   * @param timeout after which the browser is ended
   * @param user who runs it; a browser run by root has no sandbox to be in
   */
  public PagePdf(Browser browser, Duration timeout, String user) {
    this.browser = requireNonNull(browser, "browser is null");
    this.timeout = requireNonNull(timeout, "timeout is null");
    this.user = requireNonNull(user, "user is null");
  }

  /** Sizes of paper. */
  public enum Paper {
    /** 210 by 297 mm. */
    A4,
    /** 8.5 by 11 inches. */
    LETTER
  }

  /**
   * Prints a page.
   *
   * @param html the page, self-contained
   * @param file where the PDF goes; it appears only once it is whole
   * @throws IOException if the browser fails, takes too long, or prints nothing, with its own words
   */
  public void print(String html, Paper paper, Path file) throws IOException {
    Path folder = Files.createTempDirectory("almanac-pdf");
    try {
      Path page = Files.writeString(folder.resolve("report.html"), sized(html, paper), UTF_8);
      Path pdf = folder.resolve("report.pdf");
      String said = run(folder, page, pdf);
      if (!Files.isRegularFile(pdf) || Files.size(pdf) == 0) {
        throw new IOException("Cannot print: " + browser.program() + " made no PDF. " + said);
      }
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.copy(pdf, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(folder);
    }
  }

  /** Names the paper in the page's own style, which the policy of the page allows. */
  private static String sized(String html, Paper paper) {
    String style = "<style>@page { size: " + (paper == Paper.A4 ? "A4" : "letter") + "; }</style>";
    int head = html.indexOf("</head>");
    return head < 0 ? html : html.substring(0, head) + style + html.substring(head);
  }

  private String run(Path folder, Path page, Path pdf) throws IOException {
    Path said = folder.resolve("browser.log");
    Process process =
        new ProcessBuilder(command(folder, page, pdf))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "Cannot print: "
                + browser.program()
                + " took longer than "
                + timeout.toSeconds()
                + " s.");
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new IOException("The printing was interrupted.", exception);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return lastLines(said);
  }

  private List<String> command(Path folder, Path page, Path pdf) {
    List<String> command = new ArrayList<>();
    command.add(browser.program().toString());
    command.addAll(
        List.of(
            "--headless",
            "--disable-gpu",
            "--disable-extensions",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-default-browser-check",
            "--hide-scrollbars",
            "--no-pdf-header-footer",
            "--run-all-compositor-stages-before-draw",
            "--virtual-time-budget=" + DRAWING_MILLIS,
            "--user-data-dir=" + folder.resolve("profile"),
            "--print-to-pdf=" + pdf));
    if (user.equals("root")) {
      command.add("--no-sandbox");
    }
    command.add(page.toUri().toString());
    return command;
  }

  private static String lastLines(Path said) throws IOException {
    List<String> lines = new String(Files.readAllBytes(said), UTF_8).lines().toList();
    return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (java.io.UncheckedIOException | java.nio.file.FileSystemException busy) {
      // The browser's last process still writes to its profile; the folder is a temporary one.
      return;
    }
  }
}
