package dev.almanac.cli.warehouse;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.almanac.analyses.Analysis;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each analysis of this build. */
final class AnalysesTest {

  static Iterable<Analysis> analyses() {
    return Analyses.all(AnalysisSettings.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("analyses")
  void canBeSentToAnExecutor(Analysis analysis) {
    assertThatCode(
            () -> {
              try (ObjectOutputStream out =
                  new ObjectOutputStream(OutputStream.nullOutputStream())) {
                out.writeObject(analysis);
              }
            })
        .doesNotThrowAnyException();
  }
}
