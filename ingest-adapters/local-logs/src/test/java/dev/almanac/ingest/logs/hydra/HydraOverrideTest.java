package dev.almanac.ingest.logs.hydra;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.SearchDimension;
import org.junit.jupiter.api.Test;

class HydraOverrideTest {

  @Test
  void signsAndPackagesAreNoPartOfTheKey() {
    assertThat(HydraOverride.parse("+a.b=1").key()).isEqualTo("a.b");
    assertThat(HydraOverride.parse("++a=x=y").value()).isEqualTo("x=y");
    assertThat(HydraOverride.parse("~gone").isDeletion()).isTrue();
    assertThat(HydraOverride.parse("db@backup=mysql").key()).isEqualTo("db");
  }

  @Test
  void whatASweepSpansIsADimension() {
    assertThat(dimension("lr=0.1,0.2").choices()).containsExactly("0.1", "0.2");
    assertThat(dimension("a='x,y',\"z\"").choices()).containsExactly("x,y", "z");
    assertThat(dimension("a=choice([1,2],[3])").choices()).containsExactly("[1,2]", "[3]");
    SearchDimension range = dimension("n=range(1,10,2)");
    assertThat(range.type()).isEqualTo(SearchDimension.Type.INT);
    assertThat(range.high()).isEqualTo(9.0);
    SearchDimension log = dimension("lr=tag(log, interval(1e-4, 1))");
    assertThat(log.scale()).isEqualTo(SearchDimension.Scale.LOG);
    assertThat(log.low()).isEqualTo(1e-4);
    assertThat(dimension("n=int(interval(1,8))").type()).isEqualTo(SearchDimension.Type.INT);
    assertThat(dimension("m=glob(*)").type()).isEqualTo(SearchDimension.Type.OTHER);
  }

  @Test
  void oneValueIsNone() {
    assertThat(HydraOverride.parse("a=[1,2]").dimension()).isNull();
    assertThat(HydraOverride.parse("a={b:1,c:2}").dimension()).isNull();
    assertThat(HydraOverride.parse("a=f(1,2)").dimension()).isNull();
  }

  private static SearchDimension dimension(String text) {
    return requireNonNull(HydraOverride.parse(text).dimension());
  }
}
