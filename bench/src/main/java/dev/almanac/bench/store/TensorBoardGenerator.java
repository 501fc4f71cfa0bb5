package dev.almanac.bench.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes runs as PyTorch's {@code SummaryWriter.add_scalar} leaves them: a folder with one event
 * file of {@code brain.Event:2}, an event for each of 5 scalars of a step, single precision.
 *
 * @param steps steps of each run
 */
public record TensorBoardGenerator(int steps) implements RunGenerator {

  /** Number of tags of each run. */
  public static final int KEYS = MlflowStoreGenerator.KEYS;

  /** What TensorFlow adds to a checksum after turning it (tensorflow/core/lib/hash/crc32c.h). */
  private static final int MASK = 0xa282ead8;

  @Override
  public void write(Path root, int index) throws IOException {
    SyntheticRun run = new SyntheticHistory(steps).run(index);
    Path folder = Files.createDirectories(root.resolve(run.name()));
    String name = "events.out.tfevents." + run.startMillis() / 1000 + ".bench." + index + ".0";
    try (OutputStream file =
        new BufferedOutputStream(
            Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW), 1 << 20)) {
      events(run, file);
    }
  }

  private static void events(SyntheticRun run, OutputStream file) throws IOException {
    WireBuffer event = new WireBuffer();
    WireBuffer summary = new WireBuffer();
    WireBuffer value = new WireBuffer();
    event.fixed(1, run.startMillis() / 1e3).text(3, "brain.Event:2");
    record(event, file);
    for (int step = 0; step < run.steps(); step++) {
      double time = run.times()[step] / 1e3;
      for (Map.Entry<String, double[]> metric : run.metrics().entrySet()) {
        value.clear();
        value.text(1, metric.getKey()).fixed(2, (float) metric.getValue()[step]);
        summary.clear();
        summary.message(1, value);
        event.clear();
        event.fixed(1, time);
        if (step > 0) {
          event.number(2, step);
        }
        event.message(5, summary);
        record(event, file);
        time += 40e-6;
      }
    }
  }

  private static void record(WireBuffer event, OutputStream file) throws IOException {
    byte[] header =
        ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(event.size()).array();
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(8, checksum(header, 8));
    file.write(header);
    file.write(event.bytes(), 0, event.size());
    int checksum = checksum(event.bytes(), event.size());
    file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(checksum).array());
  }

  private static int checksum(byte[] bytes, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, size);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
