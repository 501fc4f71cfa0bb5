package dev.almanac.ingest.read.text;

import java.util.Arrays;

/**
 * Finds the numbers of texts by their bytes, so that a text that stands in millions of rows is
 * never decoded twice. Not safe for use by several threads.
 */
public final class ByteTexts {

  /** Stands for "not known". */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  private byte[][] texts = new byte[64][];
  private int[] numbers = new int[64];

  /** The slot that was found after each slot when it was last found: texts come in turn. */
  private int[] following = new int[64];

  private int size;
  private int latest;

  /** Returns the number of a text, or {@link #UNKNOWN}. */
  public int find(byte[] bytes, int start, int length) {
    int guess = following[latest];
    if (is(guess, bytes, start, length)) {
      latest = guess;
      return numbers[guess];
    }
    int slot = slot(bytes, start, length);
    if (texts[slot] == null) {
      return UNKNOWN;
    }
    following[latest] = slot;
    latest = slot;
    return numbers[slot];
  }

  /** Gives a text a number; a text that has one keeps it. */
  public void put(byte[] bytes, int start, int length, int number) {
    if (2 * size >= texts.length) {
      grow();
    }
    int slot = slot(bytes, start, length);
    if (texts[slot] == null) {
      texts[slot] = Arrays.copyOfRange(bytes, start, start + length);
      numbers[slot] = number;
      size++;
    }
  }

  private void grow() {
    byte[][] oldTexts = texts;
    int[] oldNumbers = numbers;
    texts = new byte[2 * oldTexts.length][];
    numbers = new int[2 * oldNumbers.length];
    following = new int[2 * oldNumbers.length];
    size = 0;
    latest = 0;
    for (int i = 0; i < oldTexts.length; i++) {
      if (oldTexts[i] != null) {
        put(oldTexts[i], 0, oldTexts[i].length, oldNumbers[i]);
      }
    }
  }

  private int slot(byte[] bytes, int start, int length) {
    int hash = 1;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 16) & texts.length - 1;
    while (texts[slot] != null && !is(slot, bytes, start, length)) {
      slot = slot + 1 & texts.length - 1;
    }
    return slot;
  }

  private boolean is(int slot, byte[] bytes, int start, int length) {
    byte[] text = texts[slot];
    return text != null
        && text.length == length
        && Arrays.equals(text, 0, length, bytes, start, start + length);
  }
}
