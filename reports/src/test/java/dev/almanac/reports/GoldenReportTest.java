package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the whole page with one that was reviewed by eye. To review a change, run with {@code
 * -Dalmanac.golden=FILE}, look at that file, and put it in the place of the old one.
 */
class GoldenReportTest {

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "tr-TR", "de-DE", "ar-EG"})
  void pageIsByteEqualUnderEveryLocaleAndZone(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone(tag.equals("ar-EG") ? "Africa/Cairo" : "UTC"));
    try (FixtureTables tables = Fixture.filled()) {
      RenderedReport report = Fixture.render(tables, "last-week", null);

      assertThat(report.warnings()).isEmpty();
      record(report.html());
      assertThat(report.html()).isEqualTo(Fixture.resource("weekly-golden.html"));
    }
  }

  private static void record(String html) throws IOException {
    String file = System.getProperty("almanac.golden");
    if (file != null) {
      Files.writeString(Path.of(file), html);
    }
  }
}
