# SPDX-License-Identifier: Apache-2.0
"""What ParaView takes for the boxes of bench_boxes: every chip a box, all of them recoloured and the eye moved at every
frame. The picture is not read back; ours is.

    build/bench/bin/bench_boxes --boxes boxes.f32
    xvfb-run -s "-screen 0 1920x1080x24" pvbatch --force-offscreen-rendering tests/bench/paraview_boxes.py boxes.f32

The file holds six 32-bit floats a box: least x, y, z, greatest x, y, z. Software GL: LIBGL_ALWAYS_SOFTWARE=1.
Drawn in three ways that ParaView offers: as one surface with a colour a face (cell scalars), with a colour a corner
(point scalars), and as glyphs (one box drawn often).
"""
import argparse
import math
import sys
import time

import numpy
from paraview import servermanager, simple
from paraview.modules.vtkRemotingCore import vtkProcessModule  # noqa: F401  (fails early where this is no pvbatch)
from vtkmodules.util import numpy_support
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData

SIZES = ((1920, 1080), (960, 540))


def corners(boxes):
    low, high = boxes[:, :3], boxes[:, 3:]
    return numpy.stack([numpy.stack([(high if k >> axis & 1 else low)[:, axis] for axis in range(3)], 1)
                        for k in range(8)], 1).reshape(-1, 3)


def surface(boxes):
    """Six faces a box."""
    faces = numpy.array([[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]])
    count = len(boxes)
    ids = (faces[None] + 8 * numpy.arange(count)[:, None, None]).reshape(-1)
    cells = vtkCellArray()
    cells.SetData(numpy_support.numpy_to_vtkIdTypeArray(4 * numpy.arange(6 * count + 1, dtype=numpy.int64), deep=True),
                  numpy_support.numpy_to_vtkIdTypeArray(ids.astype(numpy.int64), deep=True))
    points = vtkPoints()
    points.SetData(numpy_support.numpy_to_vtk(corners(boxes).astype(numpy.float32), deep=True))
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(cells)
    return data


def middles(boxes):
    count = len(boxes)
    points = vtkPoints()
    points.SetData(numpy_support.numpy_to_vtk(((boxes[:, :3] + boxes[:, 3:]) / 2).astype(numpy.float32), deep=True))
    data = vtkPolyData()
    data.SetPoints(points)
    cells = vtkCellArray()
    cells.SetData(numpy_support.numpy_to_vtkIdTypeArray(numpy.arange(count + 1, dtype=numpy.int64), deep=True),
                  numpy_support.numpy_to_vtkIdTypeArray(numpy.arange(count, dtype=numpy.int64), deep=True))
    data.SetVerts(cells)
    return data


def temperatures(count, frame):
    chip = numpy.arange(count)
    return (60 + 20 * numpy.sin(0.001 * chip + 0.4 * frame)).astype(numpy.float32)


def measure(name, boxes, data, attributes, values_a_box, size, as_glyphs, frames):
    simple.ResetSession()
    view = simple.CreateRenderView(ViewSize=list(size))
    view.OrientationAxesVisibility = 0
    producer = servermanager.sources.PVTrivialProducer()
    count = len(boxes)
    array = numpy_support.numpy_to_vtk(numpy.repeat(temperatures(count, 0), values_a_box), deep=True)
    array.SetName("chip")
    attributes.SetScalars(array)
    producer.GetClientSideObject().SetOutput(data)
    producer.UpdatePipeline()
    shown = simple.Show(producer, view)
    if as_glyphs:
        shown.SetRepresentationType("3D Glyphs")
        shown.GlyphType = "Box"
        extent = boxes[0, 3:] - boxes[0, :3]
        shown.GlyphType.XLength, shown.GlyphType.YLength, shown.GlyphType.ZLength = map(float, extent)
    simple.ColorBy(shown, ("CELLS" if attributes is data.GetCellData() else "POINTS", "chip"))
    simple.GetColorTransferFunction("chip").RescaleTransferFunction(30, 95)
    shown.SetScalarBarVisibility(view, False)
    low, high = boxes[:, :3].min(0), boxes[:, 3:].max(0)
    target, reach = (low + high) / 2, float(numpy.linalg.norm(high - low))
    view.CameraViewUp, view.CameraFocalPoint = [0, 0, 1], [float(v) for v in target]

    def frame(k):
        azimuth, elevation = math.radians(3 * k - 24), math.radians(36)
        distance = 1.1 * reach
        view.CameraPosition = [float(target[0] - distance * math.cos(elevation) * math.sin(azimuth)),
                               float(target[1] - distance * math.cos(elevation) * math.cos(azimuth)),
                               float(target[2] + distance * math.sin(elevation))]
        begin = time.perf_counter()
        numpy_support.vtk_to_numpy(array)[:] = numpy.repeat(temperatures(count, k), values_a_box)
        array.Modified()
        data.Modified()
        producer.MarkModified(producer)
        simple.Render(view)  # a capture would draw it once more
        return 1000 * (time.perf_counter() - begin)

    first = frame(0)
    worked = time.process_time()  # of all threads
    times = sorted(frame(k) for k in range(1, frames + 1))
    worked = 1000 * (time.process_time() - worked) / frames
    print(f"{name:<14} {count} boxes {size[0]}x{size[1]}: first {first:.0f} ms, then median {times[len(times) // 2]:.1f}, "
          f"95th percentile {times[len(times) * 95 // 100]:.1f} ms; processor {worked:.1f} ms", flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("boxes")
    options.add_argument("--picture", help="also writes what the last way of drawing shows")
    options.add_argument("--frames", type=int, default=24)
    asked = options.parse_args()
    boxes = numpy.fromfile(asked.boxes, dtype=numpy.float32).reshape(-1, 6)
    if len(boxes) == 0:
        sys.exit(f"{asked.boxes} holds no box; write it with bench_boxes --boxes {asked.boxes}")
    print("ParaView", simple.GetParaViewVersion(), flush=True)
    for size in SIZES:
        faces = surface(boxes)
        measure("faces", boxes, faces, faces.GetCellData(), 6, size, False, asked.frames)
        if asked.picture:
            simple.SaveScreenshot(asked.picture)
        faces = surface(boxes)
        measure("corners", boxes, faces, faces.GetPointData(), 8, size, False, asked.frames)
        dots = middles(boxes)
        measure("glyphs", boxes, dots, dots.GetPointData(), 1, size, True, asked.frames)


main()
