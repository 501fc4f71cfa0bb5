package dev.almanac.analyses.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.warehouse.query.SqlScript;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SparkDialectTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      textBlock =
          """
          SELECT CAST(s.last AS VARCHAR) FROM s => SELECT almanac_text(s.last) FROM s
          SELECT CAST(CAST(a AS BIGINT) AS VARCHAR) => SELECT almanac_text(CAST(a AS BIGINT))
          SELECT CAST(NULL AS VARCHAR) AS text => SELECT almanac_text(NULL) AS text
          SELECT CAST(a AS DOUBLE) => SELECT CAST(a AS DOUBLE)
          SELECT CAST(NULL AS TIMESTAMP WITH TIME ZONE) => SELECT CAST(NULL AS TIMESTAMP)
          SELECT md5(string_agg(a || '(', ',' ORDER BY f(b))) => SELECT md5(string_agg(a || '(', ',') WITHIN GROUP (ORDER BY f(b)))
          SELECT string_agg(a, ',') FROM t => SELECT string_agg(a, ',') FROM t
          SELECT 'AS VARCHAR)', "key", 'it''s' => SELECT 'AS VARCHAR)', `key`, 'it\\'s'
          SELECT a -- CAST(a AS VARCHAR) => SELECT a
          SELECT :project, '\\d' => SELECT :project, '\\\\d'
          """)
  void spellsWhatSparkReadsOtherwise(String shared, String spark) {
    assertThat(SparkDialect.spell(new SqlScript("test", shared)).strip()).isEqualTo(spark.strip());
  }
}
