package dev.almanac.warehouse.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;

/**
 * Copies whole arrays into Arrow vectors: a loop over {@code set} costs several times as much, for
 * the checks of every cell. The vectors must be allocated; every row is set, none is NULL.
 */
final class Bulk {

  private Bulk() {}

  static void set(BaseFixedWidthVector vector, int[] values, int count) {
    data(vector, count, Integer.BYTES).asIntBuffer().put(values, 0, count);
  }

  static void set(BaseFixedWidthVector vector, long[] values, int count) {
    data(vector, count, Long.BYTES).asLongBuffer().put(values, 0, count);
  }

  static void set(BaseFixedWidthVector vector, double[] values, int count) {
    data(vector, count, Double.BYTES).asDoubleBuffer().put(values, 0, count);
  }

  /** Makes all rows NULL. */
  static void setNull(BaseFixedWidthVector vector, int count) {
    vector.getValidityBuffer().setZero(0, (count + 7) / 8);
  }

  private static ByteBuffer data(BaseFixedWidthVector vector, int count, int width) {
    ArrowBuf validity = vector.getValidityBuffer();
    validity.setOne(0, (count + 7) / 8);
    return vector.getDataBuffer().nioBuffer(0, count * width).order(ByteOrder.nativeOrder());
  }
}
