package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.testkit.CapabilityTable;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CapabilityTableTest {

  @Test
  void theTableInTheReadmeSaysWhatIsDeclared() throws IOException {
    MlflowSourceFactory factory = new MlflowSourceFactory();
    CapabilityTable table = CapabilityTable.read(Path.of("../README.md"));
    assertThat(table.of(factory.kind())).isEqualTo(factory.capabilities());
  }
}
