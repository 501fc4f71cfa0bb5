package dev.almanac.reports;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.page.PageAssets;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.template.Templates;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page in the place of a report that cannot be rendered at all: what is wrong, in which file
 * and line, and the lines around. Made of built-in pieces alone, since the user's may be what is
 * wrong.
 */
public final class BrokenPage {

  private static final Duration TIME = Duration.ofSeconds(30);

  private final String name;
  private final ReportPieces pieces;
  private final PageAssets assets;

  /**
   * Creates a page.
   *
   * @param name name of the report
   * @param pieces where its files are
   * @param assets style and script of this page
   */
  public BrokenPage(String name, ReportPieces pieces, PageAssets assets) {
    this.name = requireNonNull(name, "name is null");
    this.pieces = requireNonNull(pieces, "pieces is null");
    this.assets = requireNonNull(assets, "assets is null");
  }

  /** Returns the built-in style, and no chart library. */
  public static PageAssets assets() {
    String style = new ReportPieces(null).require("assets/report.css").text();
    return PageAssets.of(style, "", new byte[0]);
  }

  /**
   * Returns the page.
   *
   * @param file the file that is wrong; empty if it is none in particular
   * @param line line in it, from 1; 0 if unknown
   * @param message what is wrong
   */
  public String html(String file, int line, String message) {
    RenderedSection.Failure failure = new RenderedSection.Failure(file, line, message);
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("place", failure.place());
    problem.put("reason", message);
    problem.put("lines", SourceLines.around(pieces, failure));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", name);
    model.put("problem", problem);
    model.put("policy", assets.policy());
    model.put("style", Templates.markup(assets.style()));
    model.put("script", Templates.markup(assets.script()));
    return new Templates(new ReportPieces(null), ZoneOffset.UTC, TIME)
        .render("lib/broken.ftlh", model);
  }
}
