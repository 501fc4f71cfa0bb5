package dev.almanac.reports;

import dev.almanac.reports.spec.Piece;
import dev.almanac.reports.spec.ReportPieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows the lines of a file around the one that is wrong. */
final class SourceLines {

  private static final int BEFORE = 3;
  private static final int AFTER = 2;

  /** A line of data pasted into a template would fill the page. */
  private static final int LONGEST = 240;

  private SourceLines() {}

  /** Returns number, text and wrong of each line; none if the file or the line is not known. */
  static List<Map<String, Object>> around(ReportPieces pieces, RenderedSection.Failure failure) {
    if (failure.line() < 1) {
      return List.of();
    }
    return pieces.at(failure.file()).map(piece -> around(piece, failure.line())).orElse(List.of());
  }

  private static List<Map<String, Object>> around(Piece piece, int wrong) {
    List<String> lines = piece.text().lines().toList();
    List<Map<String, Object>> around = new ArrayList<>();
    int last = Math.min(lines.size(), wrong + AFTER);
    for (int number = Math.max(1, wrong - BEFORE); number <= last; number++) {
      String text = lines.get(number - 1);
      String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
      around.add(Map.of("number", number, "text", shown, "wrong", number == wrong));
    }
    return around;
  }
}
