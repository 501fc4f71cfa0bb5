package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.spec.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTextTest {

  private static final Piece SCORED =
      new Piece("lib/sql/scored.sql", "built-in", "-- All.\nSELECT 1 AS a\n");
  private static final Piece BUSIEST =
      new Piece("lib/sql/busiest.sql", "built-in", "SELECT 2 AS b -- last\n");

  @Test
  void partsBecomeTheFirstOnesOfTheQuery() {
    QueryText text =
        QueryText.of(query("-- Why.\nWITH own AS (SELECT 3)\nSELECT *\nFROM own\n"), parts());

    assertThat(text.sql())
        .isEqualTo(
            "-- Why.\nWITH scored AS (\n-- All.\nSELECT 1 AS a\n), busiest AS (\nSELECT 2 AS b --"
                + " last\n),\nown AS (SELECT 3)\nSELECT *\nFROM own\n");
  }

  @Test
  void queryWithoutPartsOfItsOwnIsGivenThem() {
    QueryText text = QueryText.of(query("SELECT * FROM scored\n"), List.of(SCORED));

    assertThat(text.sql())
        .isEqualTo("WITH scored AS (\n-- All.\nSELECT 1 AS a\n)\nSELECT * FROM scored\n");
  }

  @Test
  void everyLineIsFoundInItsFile() {
    Piece query = query("-- Why.\nWITH own AS (SELECT 3)\nSELECT *\nFROM own\n");
    QueryText text = QueryText.of(query, parts());

    assertThat(text.at(1)).isEqualTo(new QueryText.Place(query, 1));
    assertThat(text.at(4)).isEqualTo(new QueryText.Place(SCORED, 2));
    assertThat(text.at(6)).isEqualTo(new QueryText.Place(BUSIEST, 1));
    assertThat(text.at(8)).isEqualTo(new QueryText.Place(query, 2));
    assertThat(text.at(10)).isEqualTo(new QueryText.Place(query, 4));
    assertThat(text.at(0)).isEqualTo(new QueryText.Place(query, 0));
  }

  @Test
  void queryWithNoPartsStaysAsItIs() {
    Piece query = query("SELECT 1\n");

    assertThat(QueryText.of(query, List.of()).sql()).isEqualTo("SELECT 1\n");
    assertThat(QueryText.of(query, List.of()).at(1)).isEqualTo(new QueryText.Place(query, 1));
  }

  private static List<Piece> parts() {
    return List.of(SCORED, BUSIEST);
  }

  private static Piece query(String text) {
    return new Piece("mine/sql/one.sql", "built-in", text);
  }
}
