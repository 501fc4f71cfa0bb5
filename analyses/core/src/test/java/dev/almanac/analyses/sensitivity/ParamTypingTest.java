package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParamTypingTest {

  @Test
  void numbersAreReadHoweverTheyAreWritten() {
    ParamColumn column = column("lr", "1e-3", "0.001", ".01", "1E-2", "+0.1");

    assertThat(column.type()).isEqualTo(ValueType.FLOAT);
    assertThat(column.distinctCount()).isEqualTo(3);
    assertThat(column.value(0)).isEqualTo(column.value(1));
  }

  @Test
  void wholeNumbersAreIntegers() {
    assertThat(column("batch", "32", "64", "128.0").type()).isEqualTo(ValueType.INT);
  }

  @Test
  void aHundredfoldPositiveRangeIsReadOnALogAxis() {
    assertThat(column("lr", "0.001", "0.1", "0.01").scale()).isEqualTo(Scale.LOG);
    assertThat(column("lr", "0.001", "0.09", "0.01").scale()).isEqualTo(Scale.LINEAR);
    assertThat(column("shift", "0", "0.1", "10").scale()).isEqualTo(Scale.LINEAR);
  }

  @Test
  void manyUniformDrawsAreNotTakenForALogAxis() {
    String[] texts =
        IntStream.rangeClosed(1, 200).mapToObj(i -> "" + i / 400.0).toArray(String[]::new);

    assertThat(column("dropout_rate", texts).scale()).isEqualTo(Scale.LINEAR);
    assertThat(column("learning_rate", texts).scale()).isEqualTo(Scale.LOG);
  }

  @Test
  void trueAndFalseAreBooleanInAnyCase() {
    ParamColumn column = column("nesterov", "True", "false", "TRUE");

    assertThat(column.type()).isEqualTo(ValueType.BOOL);
    assertThat(column.distinctCount()).isEqualTo(2);
  }

  @Test
  void numbersMixedWithWordsAreChoicesAndEqualNumbersStayEqual() {
    ParamColumn column = column("max_features", "sqrt", "0.5", "5e-1", "log2");

    assertThat(column.type()).isEqualTo(ValueType.CATEGORICAL);
    assertThat(column.space().choices()).containsExactlyInAnyOrder("sqrt", "0.5", "log2");
    assertThat(column.value(1)).isEqualTo(column.value(2));
  }

  @Test
  void listsAreChoicesWhateverTheirSpacing() {
    ParamColumn column = column("layers", "[64, 64]", "[64,  64]", "[128, 64]");

    assertThat(column.distinctCount()).isEqualTo(2);
  }

  @Test
  void noneAndEmptyAndUnloggedMeanInactive() {
    ParamColumn column = column("momentum", "0.9", "None", "", null, "0.5", "NaN");

    assertThat(column.type()).isEqualTo(ValueType.FLOAT);
    assertThat(column.presentCount()).isEqualTo(2);
    assertThat(column.value(1)).isNaN();
  }

  @Test
  void infinityAmongNumbersMakesThemChoices() {
    assertThat(column("clip", "inf", "1.0", "5.0").type()).isEqualTo(ValueType.CATEGORICAL);
  }

  @Test
  void constantParamsAreLeftOutWithTheirValue() {
    Exclusion exclusion = leftOut("epochs", List.of("10", "10.0", "1e1"));

    assertThat(exclusion.reason()).isEqualTo("param_constant");
    assertThat(exclusion.detail()).contains("10");
    assertThat(exclusion.count()).isEqualTo(3);
  }

  @Test
  void oneValueThatSomeRunsLackVariesByBeingThere() {
    assertThat(column("dropout", "0.5", null, "0.5").presentCount()).isEqualTo(2);
  }

  @Test
  void textThatDiffersInNearlyEveryRunIsLeftOut() {
    List<String> texts = IntStream.range(0, 60).mapToObj(i -> "run-" + i % 25).toList();

    assertThat(leftOut("name", texts).reason()).isEqualTo("too_many_values");
  }

  @Test
  void twentyOneTextsInManyRunsAreStillChoices() {
    String[] texts = IntStream.range(0, 200).mapToObj(i -> "host-" + i % 21).toArray(String[]::new);

    assertThat(column("host", texts).type()).isEqualTo(ValueType.CATEGORICAL);
  }

  @Test
  void seedsAreLeftOutAsTheyOnlyTellRepeatsApart() {
    assertThat(leftOut("train.random_state", List.of("1", "2", "3")).reason()).isEqualTo("seed");
    assertThat(column("seed_points", "1", "2", "3").type()).isEqualTo(ValueType.INT);
  }

  @Test
  void declaredSpaceIsUsedWhenItHoldsTheValues() {
    DeclaredSpace space = DeclaredSpace.range(ValueType.FLOAT, Scale.LOG, 1e-6, 1);

    ParamColumn inside = declared(space, "0.01", "0.1");
    ParamColumn outside = declared(space, "0.01", "10");

    assertThat(inside.origin()).isEqualTo(SpaceOrigin.DECLARED);
    assertThat(inside.space().low()).isEqualTo(1e-6);
    assertThat(outside.origin()).isEqualTo(SpaceOrigin.INFERRED);
    assertThat(outside.space().high()).isEqualTo(10);
  }

  private static ParamColumn declared(DeclaredSpace space, String... texts) {
    return ((ParamTyping.Varying) ParamTyping.declared("lr", List.of(texts), space)).column();
  }

  private static ParamColumn column(String key, @Nullable String... texts) {
    return ((ParamTyping.Varying) ParamTyping.infer(key, Arrays.asList(texts))).column();
  }

  private static Exclusion leftOut(String key, List<String> texts) {
    return ((ParamTyping.LeftOut) ParamTyping.infer(key, texts)).exclusion();
  }
}
