package dev.almanac.cli.preview;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.BrokenPage;
import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.ReportRenderer;
import dev.almanac.reports.ReportRequest;
import dev.almanac.reports.page.PageAssets;
import dev.almanac.reports.spec.Piece;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.YamlPlace;
import dev.almanac.reports.template.TemplateFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Renders a report again and again; whatever is wrong with it becomes part of the page. */
public final class Preview {

  private static final Duration TEMPLATE_TIME = Duration.ofSeconds(30);

  private final Serving serving;
  private int number;

  /** Where the page is shown. */
  public enum Serving {
    /** By a server that tells it of changes. */
    LIVE,
    /** As a file. */
    FILE
  }

  /** Creates a preview. */
  public Preview(Serving serving) {
    this.serving = requireNonNull(serving, "serving is null");
  }

  /**
   * A page.
   *
   * @param number from 1, greater than those before
   * @param html the page
   * @param state {@code ok}, {@code degraded}, {@code empty} or {@code broken}
   * @param sections how many sections it has; 0 if it is broken
   * @param problems what is wrong, one sentence each
   */
  public record Page(int number, String html, String state, int sections, List<String> problems) {

    /** Copies the list. */
    public Page {
      problems = List.copyOf(problems);
    }

    /** Tells whether there is no report at all to see, but what is wrong with it. */
    public boolean isBroken() {
      return state.equals("broken");
    }
  }

  /** Renders the report as its files are now; never fails for what is wrong in them. */
  public Page render(ReportRequest request) {
    int its = ++number;
    UnaryOperator<PageAssets> live =
        assets -> serving == Serving.LIVE ? LivePage.of(assets, its) : assets;
    ReportPieces pieces = new ReportPieces(request.userFolder());
    try {
      RenderedReport report =
          new ReportRenderer(from -> live.apply(PageAssets.read(from)), TEMPLATE_TIME)
              .render(request);
      return new Page(
          its, report.html(), report.state().word(), report.sections().size(), report.warnings());
    } catch (ReportException exception) {
      if (exception.getCause() instanceof TemplateFailure page) {
        return broken(its, request, pieces, live, page.file(), page.line(), page);
      }
      String message = String.valueOf(exception.getMessage());
      Optional<Piece> yaml = pieces.find(request.name() + "/report.yaml");
      String file = yaml.map(Preview::place).orElse("");
      int line = yaml.map(piece -> YamlPlace.line(message, piece.text())).orElse(0);
      return broken(its, request, pieces, live, file, line, exception);
    }
  }

  private static String place(Piece piece) {
    return piece.origin().equals("built-in") ? piece.path() : piece.origin();
  }

  private static Page broken(
      int its,
      ReportRequest request,
      ReportPieces pieces,
      UnaryOperator<PageAssets> live,
      String file,
      int line,
      RuntimeException problem) {
    String message = String.valueOf(problem.getMessage());
    BrokenPage page = new BrokenPage(request.name(), pieces, live.apply(BrokenPage.assets()));
    String place = file.isEmpty() ? "" : line > 0 ? file + ", line " + line + ": " : file + ": ";
    return new Page(its, page.html(file, line, message), "broken", 0, List.of(place + message));
  }
}
