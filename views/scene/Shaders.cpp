// SPDX-License-Identifier: Apache-2.0
#include "scene/Shaders.h"

namespace plenum {
namespace {

// colours come in as they are seen and are squared to be lit: near enough to the curve of a screen, and cheap
constexpr const char* commonLight = R"(
in vec3 plenumP;
in vec3 plenumN;
vec3 plenumSky(vec3 d) {
  float h = max(d.z, 0.0);
  float low = exp(-5.5 * h);
  float s = max(dot(d, sunW), 0.0);
  float s6 = s * s * s; s6 *= s6;
  float s48 = s6 * s6; s48 *= s48; s48 *= s48;
  return mix(zenithL, horizonL, low) + glowL * (low * 0.16 * s * s + 0.30 * s6 * (0.25 + 0.75 * low) + 0.75 * s48);
}
vec3 plenumTone(vec3 c) {
  c *= moodL.z;
  c = (c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14);
  return sqrt(clamp(c, 0.0, 1.0));
}
float plenumHash(vec2 p) {
  vec3 q = fract(vec3(p.xyx) * 0.1031);
  q += dot(q, q.yzx + 33.33);
  return fract((q.x + q.y) * q.z);
}
float plenumNoise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(plenumHash(i), plenumHash(i + vec2(1.0, 0.0)), f.x),
             mix(plenumHash(i + vec2(0.0, 1.0)), plenumHash(i + vec2(1.0, 1.0)), f.x), f.y);
}
)";

constexpr const char* litFunctions = R"(
float plenumTexel(ivec2 t, float d) {
  vec2 c = texelFetch(materialTex, t, 0).rg;
  return step(d, dot(c, vec2(65280.0, 255.0) / 65535.0) + 1e-5);
}
float plenumSun(vec3 p, vec3 n) {
  vec4 w = vec4(p + n * shadowM.y, 1.0);
  vec2 uv = vec2(dot(shadowU, w), dot(shadowV, w));
  float d = min(dot(shadowD, w), 1.0) - 0.0004;
  vec2 t = uv * shadowM.x - 0.5;
  vec2 f = fract(t);
  ivec2 i = ivec2(floor(t));
  float lit = mix(mix(plenumTexel(i, d), plenumTexel(i + ivec2(1, 0), d), f.x),
                  mix(plenumTexel(i + ivec2(0, 1), d), plenumTexel(i + ivec2(1, 1), d), f.x), f.y);
  vec2 inside = step(vec2(0.002), uv) * step(uv, vec2(0.998));
  return mix(1.0, lit, inside.x * inside.y);
}
vec3 plenumHaze(vec3 c, vec3 d, float far) {
  float clear = exp(-far * moodL.w);
  return mix(plenumSky(normalize(vec3(d.xy, 0.012))), c, clear);
}
float plenumLine(float x, float period, float halfWidth) {
  float blur = fwidth(x) + 1e-4;
  float off = abs(fract(x / period + 0.5) - 0.5) * period;
  return clamp((halfWidth - off) / blur + 0.5, 0.0, 1.0) * clamp(0.6 * period / blur - 0.4, 0.0, 1.0);
}
)";

constexpr const char* begin = R"(
  {
    vec3 seen = gl_FragData[0].rgb;
    vec3 N = normalize(plenumN);
    vec3 V = plenumP - eyeW;
    float far = length(V);
    vec3 D = V / far;
    float code = floor(vertexColorVSOutput.a * 255.0 + 0.5);
    vec3 albedo = seen * seen;
    vec3 more = vec3(0.0);
    float facing = max(dot(N, lightW), 0.0);
    float sun = facing * plenumSun(plenumP, N);
)";

constexpr const char* end = R"(
    vec3 around = mix(groundL, skyL, 0.5 + 0.5 * N.z);
    vec3 c = albedo * (around + directL * sun) + more;
    c = plenumTone(plenumHaze(c, D, far));
    // what a colour says is said by day and by night
    vec3 said = seen * (0.74 + 0.26 * max(dot(N, vec3(0.39, -0.34, 0.85)), 0.0));
    gl_FragData[0] = vec4(mix(c, said, step(abs(code - 205.0), 0.5)), 1.0);
  }
)";

// light that lamps leave on walls and machines, and how the ground takes the sky from their feet
constexpr const char* plainPart = R"(
    float low = exp(-max(plenumP.z, 0.0) * 0.22);
    more += albedo * vec3(1.0, 0.80, 0.58) * (moodL.x * 0.42 * low * step(0.5, abs(code - 200.0)));
    float foot = low * low; foot *= foot;
    albedo *= 1.0 - 0.30 * foot * (1.0 - step(0.5, abs(N.z)));
)";

constexpr const char* builtPart = R"(
    float u = abs(N.x) > abs(N.y) ? plenumP.y : plenumP.x;
    float wall = 1.0 - step(0.5, abs(N.z));
    float isPanel = step(abs(code - 235.0), 0.5) * wall, isLouvre = step(abs(code - 230.0), 0.5) * wall;
    float isGlass = step(abs(code - 225.0), 0.5), isMetal = step(abs(code - 215.0), 0.5);
    float isLamp = step(abs(code - 210.0), 0.5);
    float joint = max(plenumLine(u, 1.2, 0.022), 0.7 * plenumLine(plenumP.z - 0.3, 3.0, 0.03));
    albedo *= 1.0 - 0.34 * joint * isPanel;
    // sheets of a flat roof, welded
    float isRoof = step(0.9, N.z) * step(abs(code - 255.0), 0.5) * step(4.5, plenumP.z);
    albedo *= 1.0 - 0.17 * max(plenumLine(plenumP.x, 2.4, 0.04), plenumLine(plenumP.y, 14.0, 0.05)) * isRoof;
    float slat = fract(plenumP.z / 0.30), fine = clamp(1.4 - fwidth(plenumP.z) / 0.12, 0.0, 1.0);
    albedo *= mix(1.0, mix(0.62, 0.25 + 0.95 * slat, fine), isLouvre);
    vec2 pane = vec2(u / 2.4, plenumP.z / 1.9);
    float mullion = max(plenumLine(u, 2.4, 0.05), plenumLine(plenumP.z, 1.9, 0.04)) * wall;
    float home = plenumHash(floor(pane) + floor(vec2(plenumP.x + plenumP.y) * 0.003));
    float bright = smoothstep(0.52, 0.56, home) * (0.35 + 0.9 * fract(home * 37.0));
    vec3 R = reflect(D, N);
    float edge = 1.0 - max(-dot(D, N), 0.0);
    float fresnel = 0.09 + 0.75 * edge * edge * edge;
    vec3 mirrored = R.z > 0.0 ? plenumSky(R) : groundL * 0.6;
    vec3 indoors = mix(vec3(1.0, 0.74, 0.42), vec3(0.80, 0.90, 1.0), step(0.5, fract(home * 91.0)));
    more += isGlass * (1.0 - 0.85 * mullion) * (mirrored * fresnel + indoors * bright * moodL.x * 0.85 * wall);
    albedo = mix(albedo, vec3(0.30), isGlass * mullion * 0.6);
    vec3 H = normalize(lightW - D);
    float gloss = max(dot(N, H), 0.0);
    gloss *= gloss; gloss *= gloss; gloss *= gloss; gloss *= gloss; gloss *= gloss;
    more += isMetal * gloss * sun * 0.30 * directL;
    more += isLamp * vec3(1.6, 1.25, 0.80) * moodL.x;
)";

constexpr const char* groundPart = R"(
    float isGrass = step(abs(code - 250.0), 0.5), isPaving = step(abs(code - 245.0), 0.5);
    float isAsphalt = step(abs(code - 240.0), 0.5), isLand = step(abs(code - 195.0), 0.5);
    float nearby = clamp(1.0 - far / 900.0, 0.0, 1.0);
    float coarse = plenumNoise(plenumP.xy * 0.055), fine = plenumNoise(plenumP.xy * 0.9);
    float mottle = (coarse - 0.5) * 0.42 + (fine - 0.5) * 0.30 * nearby;
    albedo *= 1.0 + mottle * isGrass + mottle * 0.6 * isLand
              + mottle * 0.22 * (isPaving + isAsphalt);
    // drier here, greener there, and blades that shade one another
    albedo *= 1.0 + (vec3(0.46, 0.10, 0.16) * (coarse - 0.5) + vec3(0.16) * (fine - 0.5) * nearby) * isGrass;
    float slabs = max(plenumLine(plenumP.x, 6.0, 0.05), plenumLine(plenumP.y, 6.0, 0.05));
    albedo *= 1.0 - 0.16 * slabs * isPaving;
    float pool = (1.0 - gl_FragData[0].a / max(vertexColorVSOutput.a, 0.01)) / 0.9;
    more += albedo * vec3(1.0, 0.82, 0.60) * (pool * moodL.x * (1.15 - 0.45 * isGrass));
)";

constexpr const char* waterPart = R"(
    vec2 w = plenumP.xy;
    float t = moodL.y, blur = fwidth(w.x) + fwidth(w.y);
    // waves that are finer than a pixel are left out, so that the water far away is quiet
    vec2 slope = 0.050 * clamp(1.3 - blur * 0.05, 0.0, 1.0)
               * (vec2(plenumNoise(w * 0.11 + t * 0.21), plenumNoise(w * 0.11 + 57.0 - t * 0.17)) - 0.5);
    slope += 0.085 * clamp(1.2 - blur * 0.30, 0.0, 1.0)
           * (vec2(plenumNoise(w * 0.63 + t * 0.8), plenumNoise(w * 0.63 + 31.0 - t * 0.7)) - 0.5);
    float gust = plenumNoise(w * 0.006 + 3.0);
    vec3 M = normalize(vec3(slope * (0.5 + gust), 1.0));
    vec3 R = reflect(D, M);
    R.z = abs(R.z) + 0.01;
    float edge = 1.0 - clamp(-dot(D, M), 0.0, 1.0);
    float fresnel = 0.04 + (0.40 + 0.16 * gust) * edge * edge * edge * edge;
    float glint = max(dot(R, lightW), 0.0);
    glint *= glint; glint *= glint; glint *= glint; glint *= glint; glint *= glint; glint *= glint; glint *= glint;
    more = plenumSky(R) * fresnel + directL * glint * 1.6 * step(0.0, lightW.z);
    more = min(more, vec3(1.1));
    albedo *= (1.0 - fresnel) * 0.85;
)";

constexpr const char* skyBody = R"(
  {
    vec3 d = normalize(plenumP);
    vec3 c = plenumSky(d);
    float h = max(d.z, 0.0);
    vec2 q = d.xy / (h + 0.16);
    float cloud = 0.50 * plenumNoise(q * 1.15 + 7.0) + 0.27 * plenumNoise(q * 2.6 + 3.0)
                + 0.15 * plenumNoise(q * 5.9) + 0.08 * plenumNoise(q * 13.0);
    cloud = smoothstep(0.47, 0.78, cloud) * smoothstep(0.02, 0.20, h);
    float s = max(dot(d, sunW), 0.0);
    vec3 lit = skyL * 0.75 + directL * 0.16 + glowL * (0.55 * s * s * s);
    c = mix(c, lit, cloud * 0.62);
    float disc = smoothstep(0.99962, 0.99982, s) * step(-0.02, sunW.z);
    c += disc * (directL * 6.0 + glowL * 4.0);
    vec2 g = vec2(atan(d.x, d.y) * 90.0, asin(clamp(d.z, -1.0, 1.0)) * 110.0);
    float star = plenumHash(floor(g)) - 0.9965;
    vec2 o = fract(g) - 0.5;
    c += step(0.0, star) * smoothstep(0.10, 0.0, dot(o, o)) * starsL * 0.55 * (1.0 - cloud) * smoothstep(0.03, 0.25, h);
    gl_FragData[0] = vec4(plenumTone(c), 1.0);
  }
)";

}  // namespace

std::string vertexDeclarations() {
  return "//VTK::PositionVC::Dec\n"
         "in vec3 plenumNormal;\n"
         "out vec3 plenumP;\n"
         "out vec3 plenumN;\n";
}

std::string vertexBody() {
  return "//VTK::PositionVC::Impl\n"
         "  plenumP = vertexMC.xyz;\n"
         "  plenumN = plenumNormal;\n";
}

std::string fragmentFunctions(Shading::Kind kind) {
  return std::string("//VTK::ValuePass::Dec\n") + commonLight + (kind == Shading::Kind::sky ? "" : litFunctions);
}

std::string fragmentBody(Shading::Kind kind) {
  const std::string next = "//VTK::DepthPeeling::Impl\n";
  switch (kind) {
    case Shading::Kind::sky:
      return skyBody + next;
    case Shading::Kind::plain:
      return std::string(begin) + plainPart + end + next;
    case Shading::Kind::built:
      return std::string(begin) + plainPart + builtPart + end + next;
    case Shading::Kind::ground:
      return std::string(begin) + groundPart + end + next;
    case Shading::Kind::water:
      return std::string(begin) + waterPart + end + next;
  }
  return next;
}

}  // namespace plenum
