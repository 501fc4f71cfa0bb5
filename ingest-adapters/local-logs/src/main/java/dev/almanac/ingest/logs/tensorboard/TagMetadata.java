package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.util.Arrays;

/**
 * What the first value of a tag says of the whole tag ({@code SummaryMetadata} of {@code
 * summary.proto}).
 *
 * @param plugin the part of TensorBoard that shows the tag, for example {@code scalars}; empty if
 *     none is named
 * @param content the plugin's own message
 */
record TagMetadata(String plugin, byte[] content) {

  /** Reads it. */
  static TagMetadata read(WireReader metadata) throws MalformedMessageException {
    String plugin = "";
    byte[] content = new byte[0];
    while (metadata.next()) {
      if (metadata.field() == 1) {
        WireReader data = metadata.message();
        while (data.next()) {
          if (data.field() == 1) {
            plugin = data.text();
          } else if (data.field() == 2 && data.isLength()) {
            content = Arrays.copyOfRange(data.bytes(), data.start(), data.end());
          }
        }
      }
    }
    return new TagMetadata(plugin, content);
  }
}
