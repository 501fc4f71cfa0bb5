package dev.almanac.ingest.logs.openmmlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PythonConfigTest {

  @Test
  void literalsAreReadAndEverythingElseIsPassedOver() {
    Map<String, JsonValue> found =
        PythonConfig.assignments(
            """
            # comment = 1
            _base_ = ['../a.py', "b.py"]
            lr = 1e-3  # rate
            half = .5
            total = 2 * 3
            name = 'it\\'s'
            long = '''two
            lines'''
            model = dict(
                type='R',
                stages=(1, 2,),
                init={'a': None, 'b': [True, False]},
            )
            def f(x=1):
                y = 2
            call = f(1)
            after = -7
            """);
    assertThat(found.keySet())
        .containsExactly("_base_", "lr", "half", "name", "long", "model", "after");
    assertThat(found.get("lr")).isEqualTo(new JsonValue.Num("1e-3"));
    assertThat(found.get("half")).isEqualTo(new JsonValue.Num("0.5"));
    assertThat(found.get("name").text()).isEqualTo("it's");
    assertThat(found.get("model").toJson())
        .isEqualTo("{\"type\":\"R\",\"stages\":[1,2],\"init\":{\"a\":null,\"b\":[true,false]}}");
    assertThat(found.get("after")).isEqualTo(new JsonValue.Num("-7"));
  }

  @Test
  void anyTextEndsInTime() {
    String characters = "ab=([{}])'\",:1.-e\n #dict";
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      assertThat(PythonConfig.assignments(text.toString())).isNotNull();
    }
    assertThat(PythonConfig.assignments("a = " + "[".repeat(100_000))).isEmpty();
  }
}
