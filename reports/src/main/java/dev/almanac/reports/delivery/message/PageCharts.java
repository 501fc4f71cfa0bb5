package dev.almanac.reports.delivery.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the charts in an archived page: each stands there as JSON, in a script element. */
final class PageCharts {

  private static final ObjectMapper JSON = new ObjectMapper();

  // The JSON itself holds no "<" (ChartJson), so the element ends at the first one.
  private static final Pattern CHART =
      Pattern.compile(
          "<script type=\"application/json\" data-chart=\"chart-([^\"]{1,200})\">([^<]*)</script>");

  /** What mails are best off with: is it still getting better, where do weeks go, what ran. */
  private static final List<String> ORDER = List.of("best-so-far-", "trend-", "activity-");

  private final List<Found> charts;

  private PageCharts(List<Found> charts) {
    this.charts = charts;
  }

  private record Found(String id, Part.Picture picture) {}

  /** Reads a page. */
  static PageCharts of(String page) {
    List<Found> charts = new ArrayList<>();
    Matcher chart = CHART.matcher(page);
    while (chart.find()) {
      String spec = chart.group(2);
      try {
        JsonNode json = JSON.readTree(spec);
        String title = json.path("title").asText(chart.group(1));
        String description = json.path("description").asText(title);
        charts.add(new Found(chart.group(1), new Part.Picture(title, description, spec)));
      } catch (JsonProcessingException notOurs) {
        // A template of the user's own may write what it likes there.
        continue;
      }
    }
    return new PageCharts(charts);
  }

  /**
   * Returns the charts that say most, one of a section, those of some projects first; without known
   * sections the first of the page.
   *
   * @param projects most important first
   */
  List<Part.Picture> best(List<String> projects, int most) {
    List<Part.Picture> best = new ArrayList<>();
    for (String section : ORDER) {
      List<Found> own = charts.stream().filter(chart -> chart.id().startsWith(section)).toList();
      if (!own.isEmpty()) {
        best.add(own.stream().filter(isFirst(own, projects)).findFirst().orElseThrow().picture());
      }
    }
    if (best.isEmpty()) {
      charts.forEach(chart -> best.add(chart.picture()));
    }
    return best.subList(0, Math.min(most, best.size()));
  }

  private static Predicate<Found> isFirst(List<Found> own, List<String> projects) {
    for (String project : projects) {
      if (own.stream().anyMatch(chart -> chart.picture().title().equals(project))) {
        return chart -> chart.picture().title().equals(project);
      }
    }
    return chart -> true;
  }
}
