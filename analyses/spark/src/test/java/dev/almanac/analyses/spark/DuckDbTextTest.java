package dev.almanac.analyses.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The texts of fingerprints, against DuckDB itself. */
final class DuckDbTextTest {

  @Test
  void numbersAreWrittenAsDuckDbWritesThem() throws SQLException {
    List<Double> numbers =
        new ArrayList<>(
            List.of(0.0, -0.0, 1.0, -1.5, 0.1, 1e-4, 1e-5, 1.25e-7, 123456.0, 1e14, 1e15, 1e16));
    numbers.addAll(
        List.of(1e17, 1.5e300, Double.MIN_VALUE, Double.MAX_VALUE, 0.1 + 0.2, 1.0 / 3, 2e-308));
    numbers.addAll(
        List.of(
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 9007199254740993.0));
    Random random = new Random(7);
    for (int index = 0; index < 2_000; index++) {
      numbers.add(Double.longBitsToDouble(random.nextLong()));
      numbers.add(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
    }
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement text =
            duckdb.prepareStatement("SELECT CAST(CAST(? AS DOUBLE) AS VARCHAR)")) {
      for (double number : numbers) {
        text.setDouble(1, number);
        try (ResultSet rows = text.executeQuery()) {
          rows.next();
          assertThat(DuckDbText.of(number)).isEqualTo(rows.getString(1));
        }
      }
    }
  }

  @Test
  void timesAreWrittenAsDuckDbWritesThem() throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      duckdb.createStatement().execute("SET TimeZone = 'UTC'");
      try (PreparedStatement text =
          duckdb.prepareStatement("SELECT CAST(CAST(? AS TIMESTAMPTZ) AS VARCHAR)")) {
        for (String time :
            List.of(
                "2026-11-24T08:00:00Z",
                "1970-01-01T00:00:00.5Z",
                "2026-01-02T03:04:05.123456Z",
                "1969-12-31T23:59:59.000001Z")) {
          Instant instant = Instant.parse(time);
          text.setObject(1, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
          try (ResultSet rows = text.executeQuery()) {
            rows.next();
            assertThat(DuckDbText.of(instant)).isEqualTo(rows.getString(1));
          }
        }
      }
    }
  }

  @Test
  void othersAreWrittenAsTheyAre() {
    assertThat(DuckDbText.of(null)).isNull();
    assertThat(DuckDbText.of(true)).isEqualTo("true");
    assertThat(DuckDbText.of(12L)).isEqualTo("12");
    assertThat(DuckDbText.of("a|b")).isEqualTo("a|b");
  }
}
