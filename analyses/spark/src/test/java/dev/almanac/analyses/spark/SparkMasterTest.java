package dev.almanac.analyses.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.warehouse.query.QueryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class SparkMasterTest {

  @Test
  void aClusterThatIsNotThereIsOneClearError() {
    assertThatThrownBy(() -> SparkMaster.check("spark://127.0.0.1:1,127.0.0.1:2"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("Cannot reach the Spark cluster spark://127.0.0.1:1,127.0.0.1:2")
        .hasMessageContaining("127.0.0.1:2: ");
  }

  @Test
  void aHostThatNobodyKnowsIsCalledUnknown() {
    assertThatThrownBy(() -> SparkMaster.check("spark://nowhere.invalid:7077"))
        .hasMessageContaining("nowhere.invalid:7077: unknown host");
  }

  @Test
  void oneMasterOfSeveralIsEnough() throws IOException {
    try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "spark://127.0.0.1:1,127.0.0.1:" + master.getLocalPort();
      assertThatCode(() -> SparkMaster.check(address)).doesNotThrowAnyException();
    }
  }

  @Test
  void whatIsNoStandaloneClusterPasses() {
    assertThatCode(() -> SparkMaster.check("local[2]")).doesNotThrowAnyException();
    assertThatCode(() -> SparkMaster.check("yarn")).doesNotThrowAnyException();
  }
}
