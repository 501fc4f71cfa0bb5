package dev.almanac.ingest.read.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class YamlTextTest {

  @Test
  void severalMappingsAreMergedTheFirstBeforeTheOthers() throws IOException {
    YamlValue value =
        YamlText.parse("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], z: 3}\n");
    assertThat(YamlText.toJson(value))
        .isEqualTo(
            "{\"a\":{\"x\":1,\"y\":1},\"b\":{\"y\":2,\"z\":2},\"c\":{\"x\":1,\"y\":1,\"z\":3}}");
  }
}
