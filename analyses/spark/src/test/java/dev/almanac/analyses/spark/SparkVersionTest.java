package dev.almanac.analyses.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.warehouse.query.QueryException;
import org.junit.jupiter.api.Test;

final class SparkVersionTest {

  @Test
  void theSparkOfTheTestsPasses() {
    assertThatCode(SparkVersion::check).doesNotThrowAnyException();
  }

  @Test
  void anotherSparkIsOneClearErrorThatSaysWhichIsNeeded() {
    assertThatThrownBy(() -> SparkVersion.check("3.5.6"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("Cannot use Spark 3.5.6")
        .hasMessageContaining("pip install 'pyspark==4.1.*'");
    assertThatThrownBy(() -> SparkVersion.check("4.10.0")).isInstanceOf(QueryException.class);
  }

  @Test
  void aVersionThatIsNotToldPasses() {
    assertThatCode(() -> SparkVersion.check("")).doesNotThrowAnyException();
  }
}
