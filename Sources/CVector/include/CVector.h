/// The vectors that the kernels compute with: one width and one set of operations for each instruction
/// set, chosen by the flags of the Swift target that imports this header. Another instruction set is
/// another section here and another target in the manifest; no kernel changes.
///
/// Everything is `static inline` over vector extensions, so it becomes single instructions inside the
/// kernels. Swift's own `SIMD16<Float>` arithmetic does not: it is a loop over elements.
///
/// Thread: any, the audio thread included. Nothing here touches memory but through its arguments.
#ifndef HEADROOM_CVECTOR_H
#define HEADROOM_CVECTOR_H

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
#define VECTOR_LANES 16
#elif defined(__AVX2__) && defined(__FMA__)
#define VECTOR_LANES 8
#else
#define VECTOR_LANES 4
#endif

typedef float vector_float __attribute__((ext_vector_type(VECTOR_LANES)));
typedef int32_t vector_int __attribute__((ext_vector_type(VECTOR_LANES)));

enum { vector_lanes = VECTOR_LANES };

#define VECTOR_OPERATION                                                              \
  static inline __attribute__((always_inline, swift_attr("@_noLocks"),                \
                               swift_attr("@_noAllocation")))

// MARK: Memory. Addresses need no alignment; aligned ones are faster.

VECTOR_OPERATION vector_float vector_load(const float *_Nonnull source) {
  vector_float v;
  memcpy(&v, source, sizeof v);
  return v;
}

VECTOR_OPERATION void vector_store(vector_float v, float *_Nonnull target) {
  memcpy(target, &v, sizeof v);
}

VECTOR_OPERATION vector_float vector_splat(float x) { return (vector_float)(x); }

// MARK: Arithmetic, lane by lane

VECTOR_OPERATION vector_float vector_add(vector_float a, vector_float b) { return a + b; }
VECTOR_OPERATION vector_float vector_sub(vector_float a, vector_float b) { return a - b; }
VECTOR_OPERATION vector_float vector_mul(vector_float a, vector_float b) { return a * b; }
VECTOR_OPERATION vector_float vector_div(vector_float a, vector_float b) { return a / b; }

/// a * b + c: rounded once where the instruction set has it, twice where it does not.
VECTOR_OPERATION vector_float vector_fma(vector_float a, vector_float b, vector_float c) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// c - a * b, rounded as `vector_fma`.
VECTOR_OPERATION vector_float vector_fnma(vector_float a, vector_float b, vector_float c) {
  return vector_fma(-a, b, c);
}

/// sum += column * factor, all in memory: what Swift hands over by address costs the compiler far less than
/// wide vectors by value, and ends in the same registers.
VECTOR_OPERATION void vector_accumulate(
    float *_Nonnull sum, const float *_Nonnull column, const float *_Nonnull factor) {
  vector_store(vector_fma(vector_load(column), vector_load(factor), vector_load(sum)), sum);
}

/// `vector_accumulate` of two vectors that follow each other, times one factor.
VECTOR_OPERATION void vector_accumulate2(
    float *_Nonnull sums, const float *_Nonnull column, const float *_Nonnull factor) {
  vector_accumulate(sums, column, factor);
  vector_accumulate(sums + VECTOR_LANES, column + VECTOR_LANES, factor);
}

/// `vector_accumulate` of four vectors that follow each other, times one factor.
VECTOR_OPERATION void vector_accumulate4(
    float *_Nonnull sums, const float *_Nonnull column, const float *_Nonnull factor) {
  vector_accumulate2(sums, column, factor);
  vector_accumulate2(sums + 2 * VECTOR_LANES, column + 2 * VECTOR_LANES, factor);
}

/// The smaller; `limit` where x is NaN.
VECTOR_OPERATION vector_float vector_min(vector_float x, vector_float limit) {
  return x < limit ? x : limit;
}

/// The larger; `limit` where x is NaN.
VECTOR_OPERATION vector_float vector_max(vector_float x, vector_float limit) {
  return x > limit ? x : limit;
}

/// -|x|.
VECTOR_OPERATION vector_float vector_negative_magnitude(vector_float x) {
  return (vector_float)((vector_int)x | (vector_int)(INT32_MIN));
}

/// |x|.
VECTOR_OPERATION vector_float vector_magnitude(vector_float x) {
  return (vector_float)((vector_int)x & (vector_int)(INT32_MAX));
}

/// `yes` where x < limit, else `no`.
VECTOR_OPERATION vector_float vector_where_less(
    vector_float x, vector_float limit, vector_float yes, vector_float no) {
  return x < limit ? yes : no;
}

/// x; 0 where it is not finite.
VECTOR_OPERATION vector_float vector_finite(vector_float x) {
  return vector_where_less(vector_magnitude(x), vector_splat(__builtin_inff()), x, vector_splat(0));
}

/// x with its sign changed where `sign` is negative.
VECTOR_OPERATION vector_float vector_flip_sign(vector_float x, vector_float sign) {
  return (vector_float)((vector_int)x ^ ((vector_int)sign & (vector_int)(INT32_MIN)));
}

/// x with the sign of `sign`.
VECTOR_OPERATION vector_float vector_copy_sign(vector_float x, vector_float sign) {
  return (vector_float)(((vector_int)x & (vector_int)(INT32_MAX)) | ((vector_int)sign & (vector_int)(INT32_MIN)));
}

/// min(|x|, limit); `limit` where x is NaN.
VECTOR_OPERATION vector_float vector_limited_magnitude(vector_float x, vector_float limit) {
#if VECTOR_LANES == 16
  // The smaller magnitude, without a sign.
  return (vector_float)_mm512_range_ps((__m512)x, (__m512)limit, 0xA);
#else
  return vector_min(vector_magnitude(x), limit);
#endif
}

/// -min(|x|, limit); `-limit` where x is NaN.
VECTOR_OPERATION vector_float vector_limited_negative(vector_float x, vector_float limit) {
#if VECTOR_LANES == 16
  // The smaller magnitude, with the sign set.
  return (vector_float)_mm512_range_ps((__m512)x, (__m512)limit, 0xE);
#else
  return vector_max(vector_negative_magnitude(x), -limit);
#endif
}

/// x from -limit to limit; one of these where it is NaN.
VECTOR_OPERATION vector_float vector_limited(vector_float x, vector_float limit) {
#if VECTOR_LANES == 16
  // The smaller magnitude, with the sign of x.
  return (vector_float)_mm512_range_ps((__m512)x, (__m512)limit, 0x2);
#else
  return vector_min(vector_max(x, -limit), limit);
#endif
}

/// a / b within two units in the last place, for 2^-100 < |b| < 2^100 and quotients that are normal or zero.
VECTOR_OPERATION vector_float vector_quotient(vector_float a, vector_float b) {
#if VECTOR_LANES == 16
  // Divisions of sixteen take as long as sixteen other operations.
  const vector_float y = (vector_float)_mm512_rcp14_ps((__m512)b);
  const vector_float q = a * y;
  return vector_fma(q, vector_fnma(b, y, vector_splat(1)), q);
#else
  return a / b;
#endif
}

/// Added to |x| < 2^22, it leaves x rounded to a whole number, ties to even, in the low bits of the sum: there
/// the unit in the last place is 1.
#define VECTOR_UNITS 0x1.8p23f

VECTOR_OPERATION vector_float vector_units(void) { return vector_splat(VECTOR_UNITS); }

/// x less the whole number in `units`, which is x + vector_units().
VECTOR_OPERATION vector_float vector_rest(vector_float x, vector_float units) {
#if VECTOR_LANES == 16
  // Does not wait for the sum.
  return (vector_float)_mm512_reduce_ps((__m512)x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
  return x - (units - vector_units());
#endif
}

// MARK: Powers of two: a table in registers and a polynomial between its steps
//
// The finer the table, the shorter the polynomial. Largest relative error of 2^t in exact arithmetic:
//
//   lanes   steps an octave   degree   error
//   16      32                2        5.3e-8
//   8       8                 3        2.5e-8
//   4       1                 5        9.1e-8
//
// Tools/kernels/exp2_fit.py makes the polynomials. None has a constant term: 2^0 is exactly 1.

/// log2 of how many steps the table has between 1 and 2.
enum { vector_exp2_step_bits = VECTOR_LANES == 16 ? 5 : VECTOR_LANES == 8 ? 3 : 0 };

/// 2^(n / 2^vector_exp2_step_bits) of n + vector_units(), where that is a normal number.
///
/// The low bits of n choose from the table, the rest is added to its exponent. Each entry has what those
/// low bits would add to its mantissa taken off beforehand.
VECTOR_OPERATION vector_float vector_exp2_steps(vector_float units) {
#if VECTOR_LANES == 16
#define ENTRY(k, bits) (bits) - ((k) << 18)
  static const int32_t table[32] __attribute__((aligned(64))) = {
      ENTRY(0, 0x3F800000),  ENTRY(1, 0x3F82CD87),  ENTRY(2, 0x3F85AAC3),  ENTRY(3, 0x3F88980F),
      ENTRY(4, 0x3F8B95C2),  ENTRY(5, 0x3F8EA43A),  ENTRY(6, 0x3F91C3D3),  ENTRY(7, 0x3F94F4F0),
      ENTRY(8, 0x3F9837F0),  ENTRY(9, 0x3F9B8D3A),  ENTRY(10, 0x3F9EF532), ENTRY(11, 0x3FA27043),
      ENTRY(12, 0x3FA5FED7), ENTRY(13, 0x3FA9A15B), ENTRY(14, 0x3FAD583F), ENTRY(15, 0x3FB123F6),
      ENTRY(16, 0x3FB504F3), ENTRY(17, 0x3FB8FBAF), ENTRY(18, 0x3FBD08A4), ENTRY(19, 0x3FC12C4D),
      ENTRY(20, 0x3FC5672A), ENTRY(21, 0x3FC9B9BE), ENTRY(22, 0x3FCE248C), ENTRY(23, 0x3FD2A81E),
      ENTRY(24, 0x3FD744FD), ENTRY(25, 0x3FDBFBB8), ENTRY(26, 0x3FE0CCDF), ENTRY(27, 0x3FE5B907),
      ENTRY(28, 0x3FEAC0C7), ENTRY(29, 0x3FEFE4BA), ENTRY(30, 0x3FF5257D), ENTRY(31, 0x3FFA83B3)};
#undef ENTRY
  const __m512i whole = (__m512i)units;
  const __m512i entry = _mm512_permutex2var_epi32(
      _mm512_load_si512(table), whole, _mm512_load_si512(table + 16));
  return (vector_float)_mm512_add_epi32(entry, _mm512_slli_epi32(whole, 18));
#elif VECTOR_LANES == 8
#define ENTRY(k, bits) (bits) - ((k) << 20)
  const __m256i table = _mm256_setr_epi32(
      ENTRY(0, 0x3F800000), ENTRY(1, 0x3F8B95C2), ENTRY(2, 0x3F9837F0), ENTRY(3, 0x3FA5FED7),
      ENTRY(4, 0x3FB504F3), ENTRY(5, 0x3FC5672A), ENTRY(6, 0x3FD744FD), ENTRY(7, 0x3FEAC0C7));
#undef ENTRY
  const __m256i whole = (__m256i)units;
  const __m256i entry = _mm256_permutevar8x32_epi32(table, whole);
  return (vector_float)_mm256_add_epi32(entry, _mm256_slli_epi32(whole, 20));
#else
  return (vector_float)(((vector_int)units + 127) << 23);
#endif
}

/// (2^(r / 2^vector_exp2_step_bits) - 1) / r for |r| <= 1/2. The coefficients are those of 2^r by octaves,
/// over the steps in an octave to the power of their degree.
VECTOR_OPERATION vector_float vector_exp2_slope(vector_float r) {
#if VECTOR_LANES == 16
  return vector_fma(r, vector_splat(2.402266011e-01f / 0x1p10f), vector_splat(6.931573314e-01f / 0x1p5f));
#elif VECTOR_LANES == 8
  const vector_float q =
      vector_fma(r, vector_splat(5.549622178e-02f / 0x1p9f), vector_splat(2.402576298e-01f / 0x1p6f));
  return vector_fma(r, q, vector_splat(6.931472143e-01f / 0x1p3f));
#else
  vector_float q = vector_fma(r, vector_splat(1.326472707e-03f), vector_splat(9.671512649e-03f));
  q = vector_fma(r, q, vector_splat(5.550733744e-02f));
  q = vector_fma(r, q, vector_splat(2.402224209e-01f));
  return vector_fma(r, q, vector_splat(6.931469776e-01f));
#endif
}

// MARK: Exchanges. Lane l takes what lane l ^ k has.

/// v, by an instruction that is not there but might change it: the compiler can neither merge what comes
/// before with what comes after, nor move it across another one of these.
VECTOR_OPERATION vector_float vector_pin(vector_float v) {
#if defined(__x86_64__)
  __asm__ volatile("" : "+x"(v));
#elif defined(__aarch64__)
  __asm__ volatile("" : "+w"(v));
#endif
  return v;
}

#if VECTOR_LANES == 16
#define VECTOR_WITHIN_FOURS(v, a, b, c, d)                                                     \
  __builtin_shufflevector(v, v, a, b, c, d, 4 + a, 4 + b, 4 + c, 4 + d, 8 + a, 8 + b, 8 + c,   \
                          8 + d, 12 + a, 12 + b, 12 + c, 12 + d)
#elif VECTOR_LANES == 8
#define VECTOR_WITHIN_FOURS(v, a, b, c, d) \
  __builtin_shufflevector(v, v, a, b, c, d, 4 + a, 4 + b, 4 + c, 4 + d)
#else
#define VECTOR_WITHIN_FOURS(v, a, b, c, d) __builtin_shufflevector(v, v, a, b, c, d)
#endif

VECTOR_OPERATION vector_float vector_exchange1(vector_float v) { return VECTOR_WITHIN_FOURS(v, 1, 0, 3, 2); }
VECTOR_OPERATION vector_float vector_exchange2(vector_float v) { return VECTOR_WITHIN_FOURS(v, 2, 3, 0, 1); }
VECTOR_OPERATION vector_float vector_exchange3(vector_float v) { return VECTOR_WITHIN_FOURS(v, 3, 2, 1, 0); }

/// Where there are 8 lanes or more.
VECTOR_OPERATION vector_float vector_exchange4(vector_float v) {
#if VECTOR_LANES == 16
  v = (vector_float)_mm512_shuffle_f32x4((__m512)v, (__m512)v, 0xB1);
  v = vector_pin(v);
#elif VECTOR_LANES == 8
  // Written out, as the compiler prefers vpermpd, which takes twice as long on some processors.
  __asm__("vperm2f128 $1, %0, %0, %0" : "+x"(v));
#endif
  return v;
}

/// Where there are 16 lanes.
VECTOR_OPERATION vector_float vector_exchange8(vector_float v) {
#if VECTOR_LANES == 16
  v = (vector_float)_mm512_shuffle_f32x4((__m512)v, (__m512)v, 0x4E);
  v = vector_pin(v);
#endif
  return v;
}

/// Where there are 16 lanes.
VECTOR_OPERATION vector_float vector_exchange12(vector_float v) {
#if VECTOR_LANES == 16
  v = (vector_float)_mm512_shuffle_f32x4((__m512)v, (__m512)v, 0x1B);
  v = vector_pin(v);
#endif
  return v;
}

// MARK: Copies of a part, and sums

/// The first half of the lanes in both halves.
VECTOR_OPERATION vector_float vector_first_half(vector_float v) {
#if VECTOR_LANES == 16
  return (vector_float)_mm512_shuffle_f32x4((__m512)v, (__m512)v, 0x44);
#elif VECTOR_LANES == 8
  __asm__("vperm2f128 $0x00, %0, %0, %0" : "+x"(v));
  return v;
#else
  return __builtin_shufflevector(v, v, 0, 1, 0, 1);
#endif
}

/// The second half of the lanes in both halves.
VECTOR_OPERATION vector_float vector_second_half(vector_float v) {
#if VECTOR_LANES == 16
  return (vector_float)_mm512_shuffle_f32x4((__m512)v, (__m512)v, 0xEE);
#elif VECTOR_LANES == 8
  __asm__("vperm2f128 $0x11, %0, %0, %0" : "+x"(v));
  return v;
#else
  return __builtin_shufflevector(v, v, 2, 3, 2, 3);
#endif
}

/// The first half of each half, twice: of the quarters a b c d, a a c c.
VECTOR_OPERATION vector_float vector_even_quarters(vector_float v) {
#if VECTOR_LANES == 16
  return (vector_float)_mm512_shuffle_f32x4((__m512)v, (__m512)v, 0xA0);
#elif VECTOR_LANES == 8
  return VECTOR_WITHIN_FOURS(v, 0, 1, 0, 1);
#else
  return VECTOR_WITHIN_FOURS(v, 0, 0, 2, 2);
#endif
}

/// The second half of each half, twice: of the quarters a b c d, b b d d.
VECTOR_OPERATION vector_float vector_odd_quarters(vector_float v) {
#if VECTOR_LANES == 16
  return (vector_float)_mm512_shuffle_f32x4((__m512)v, (__m512)v, 0xF5);
#elif VECTOR_LANES == 8
  return VECTOR_WITHIN_FOURS(v, 2, 3, 2, 3);
#else
  return VECTOR_WITHIN_FOURS(v, 1, 1, 3, 3);
#endif
}

/// The sum of all lanes, by halves.
VECTOR_OPERATION float vector_sum(vector_float v) {
#if VECTOR_LANES == 16
  const __m256 halves = _mm256_add_ps(
      _mm512_castps512_ps256((__m512)v), _mm256_castpd_ps(_mm512_extractf64x4_pd((__m512d)v, 1)));
#elif VECTOR_LANES == 8
  const __m256 halves = (__m256)v;
#endif
#if VECTOR_LANES >= 8
  typedef float four __attribute__((ext_vector_type(4)));
  const four q = (four)_mm_add_ps(_mm256_castps256_ps128(halves), _mm256_extractf128_ps(halves, 1));
#else
  const vector_float q = v;
#endif
  return (q[0] + q[2]) + (q[1] + q[3]);
}

// MARK: Rows to columns

/// Rows become columns, in place: in each round the rows of the first half are zipped with those of the second.
VECTOR_OPERATION void vector_transpose(vector_float *_Nonnull rows) {
#if VECTOR_LANES == 16
#define VECTOR_ZIP(a, b, n) \
  __builtin_shufflevector(a, b, n, 16 + n, n + 1, 17 + n, n + 2, 18 + n, n + 3, 19 + n, n + 4, 20 + n, n + 5, \
                          21 + n, n + 6, 22 + n, n + 7, 23 + n)
#elif VECTOR_LANES == 8
#define VECTOR_ZIP(a, b, n) __builtin_shufflevector(a, b, n, 8 + n, n + 1, 9 + n, n + 2, 10 + n, n + 3, 11 + n)
#else
#define VECTOR_ZIP(a, b, n) __builtin_shufflevector(a, b, n, 4 + n, n + 1, 5 + n)
#endif
  enum { half = VECTOR_LANES / 2 };
#pragma unroll
  for (int length = 1; length < VECTOR_LANES; length *= 2) {
    vector_float zipped[VECTOR_LANES];
#pragma unroll
    for (int i = 0; i < half; i++) {
      zipped[2 * i] = VECTOR_ZIP(rows[i], rows[i + half], 0);
      zipped[2 * i + 1] = VECTOR_ZIP(rows[i], rows[i + half], half);
    }
#pragma unroll
    for (int i = 0; i < VECTOR_LANES; i++) rows[i] = zipped[i];
  }
#undef VECTOR_ZIP
}

/// Of as many rows as there are lanes, `rows[i] + first`, the columns: `target + i * stride`. With zeros in the place of
/// what is not finite.
VECTOR_OPERATION void vector_interleave(
    const float *_Nonnull const *_Nonnull rows, int64_t first, float *_Nonnull target, int64_t stride) {
  vector_float square[VECTOR_LANES];
  for (int i = 0; i < VECTOR_LANES; i++) square[i] = vector_load(rows[i] + first);
  vector_transpose(square);
  for (int i = 0; i < VECTOR_LANES; i++) vector_store(vector_finite(square[i]), target + i * stride);
}

/// The other way round, from `source + i * stride`.
VECTOR_OPERATION void vector_part(
    const float *_Nonnull source, int64_t stride, float *_Nonnull const *_Nonnull rows, int64_t first) {
  vector_float square[VECTOR_LANES];
  for (int i = 0; i < VECTOR_LANES; i++) square[i] = vector_load(source + i * stride);
  vector_transpose(square);
  for (int i = 0; i < VECTOR_LANES; i++) vector_store(square[i], rows[i] + first);
}

// MARK: Lanes that are not neighbours in memory, and fewer of them than a vector has

typedef float vector_quad __attribute__((ext_vector_type(4)));

/// The first `count` lanes; anything in the others. As wide as `vector_store_first` has stored them: a wider load
/// would have to wait until they have reached the cache.
VECTOR_OPERATION vector_float vector_load_first(const float *_Nonnull source, int64_t count) {
#if VECTOR_LANES == 16
  if (count <= 4) return (vector_float)_mm512_castps128_ps512(_mm_loadu_ps(source));
  if (count <= 8) return (vector_float)_mm512_castps256_ps512(_mm256_loadu_ps(source));
#elif VECTOR_LANES == 8
  if (count <= 4) return (vector_float)_mm256_castps128_ps256(_mm_loadu_ps(source));
#endif
  return vector_load(source);
}

/// The first `count` lanes; none where it is not positive.
VECTOR_OPERATION void vector_store_first(vector_float v, float *_Nonnull target, int64_t count) {
  if (count >= VECTOR_LANES) return vector_store(v, target);
#if VECTOR_LANES == 16
  if (count == 4) return _mm_storeu_ps(target, _mm512_castps512_ps128((__m512)v));
  if (count == 8) return _mm256_storeu_ps(target, _mm512_castps512_ps256((__m512)v));
  const uint32_t lanes = count > 0 ? (1u << count) - 1 : 0;
  _mm512_mask_storeu_ps(target, (__mmask16)lanes, (__m512)v);
#elif VECTOR_LANES == 8
  if (count == 4) return _mm_storeu_ps(target, _mm256_castps256_ps128((__m256)v));
  static const int32_t masks[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
  const int64_t start = count > 0 ? 8 - count : 8;
  _mm256_maskstore_ps(target, _mm256_loadu_si256((const __m256i *)(masks + start)), (__m256)v);
#else
  if (count > 0) target[0] = v[0];
  if (count > 1) target[1] = v[1];
  if (count > 2) target[2] = v[2];
#endif
}

/// The first `count` of four floats that are `stride` apart; zeros in the other lanes.
VECTOR_OPERATION vector_quad vector_quad_gather(const float *_Nonnull source, int64_t stride, int64_t count) {
  if (count >= 4) return (vector_quad){source[0], source[stride], source[2 * stride], source[3 * stride]};
  if (count == 3) return (vector_quad){source[0], source[stride], source[2 * stride], 0};
  if (count == 2) return (vector_quad){source[0], source[stride], 0, 0};
  return (vector_quad){count > 0 ? source[0] : 0, 0, 0, 0};
}

/// The first `count` of floats that are `stride` apart; zeros in the other lanes.
VECTOR_OPERATION vector_float vector_gather(const float *_Nonnull source, int64_t stride, int64_t count) {
  const vector_quad first = vector_quad_gather(source, stride, count);
#if VECTOR_LANES == 4
  return first;
#elif VECTOR_LANES == 8
  const __m256 half = _mm256_zextps128_ps256((__m128)first);
  if (count <= 4) return (vector_float)half;
  const vector_quad second = vector_quad_gather(source + 4 * stride, stride, count - 4);
  return (vector_float)_mm256_insertf128_ps(half, (__m128)second, 1);
#else
  __m512 v = _mm512_zextps128_ps512((__m128)first);
  if (count > 4) v = _mm512_insertf32x4(v, (__m128)vector_quad_gather(source + 4 * stride, stride, count - 4), 1);
  if (count > 8) v = _mm512_insertf32x4(v, (__m128)vector_quad_gather(source + 8 * stride, stride, count - 8), 2);
  if (count > 12) v = _mm512_insertf32x4(v, (__m128)vector_quad_gather(source + 12 * stride, stride, count - 12), 3);
  return (vector_float)v;
#endif
}

VECTOR_OPERATION void vector_scatter(
    vector_float v, float *_Nonnull target, int64_t stride, int64_t count) {
  float lanes[VECTOR_LANES] __attribute__((aligned(64)));
  if (count > VECTOR_LANES) count = VECTOR_LANES;
  vector_store(v, lanes);
  for (int64_t i = 0; i < count; i++) target[i * stride] = lanes[i];
}

#endif
