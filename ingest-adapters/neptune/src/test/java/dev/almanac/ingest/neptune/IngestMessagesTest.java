package dev.almanac.ingest.neptune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import dev.almanac.ingest.testkit.RecordedCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestMessagesTest {

  @TempDir Path folder;

  /** Returns every operation that the real client wrote. */
  private List<byte[]> operations() throws Exception {
    new RecordedCase("neptune3-offline", Path.of("src/test/resources/cases/neptune3-offline"))
        .copyTo(folder);
    List<Path> databases;
    try (Stream<Path> walk = Files.walk(folder)) {
      databases = walk.filter(each -> each.endsWith(OperationDatabase.FILE_NAME)).sorted().toList();
    }
    List<byte[]> operations = new ArrayList<>();
    for (Path database : databases) {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT operation FROM run_operations")) {
        while (rows.next()) {
          operations.add(rows.getBytes(1));
        }
      }
    }
    return operations;
  }

  @Test
  void damagedMessagesAreRefusedOrReadAndNothingElse() throws Exception {
    List<byte[]> operations = operations();
    assertThat(operations).hasSizeGreaterThan(20);
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 30_000; round++) {
      byte[] bytes = operations.get(random.nextInt(operations.size())).clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      if (random.nextInt(5) == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      }
      try {
        IngestMessages.creation(bytes);
        IngestMessages.attributes(bytes, new Attributes());
        new IngestMessages().series(bytes, new SeriesSurvey());
      } catch (MalformedMessageException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void stepsAreWholeAndMillionths() throws Exception {
    byte[] message = {8, 3, 16, (byte) 0xa0, (byte) 0xc2, 0x1e};

    IngestMessages.Step step = IngestMessages.Step.read(new WireReader(message, 0, message.length));

    assertThat(step.whole()).isEqualTo(3);
    assertThat(step.exact()).isEqualTo(3.5);
    assertThat(IngestMessages.Step.of(0, 100_000).exact()).isEqualTo(0.1);
    assertThat(IngestMessages.Step.of(1, 1).exact()).isEqualTo(1.000001);
    assertThat(IngestMessages.Step.of(10_000_000_000L, 250_000).exact())
        .isEqualTo(10_000_000_000.25);
  }
}
