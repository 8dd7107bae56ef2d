"""Makes the rasters of test/reference/terrain/formats with GDAL, and the table of places with PROJ (see PROVENANCE.md there)."""
import json, os, sys
import numpy as np
from osgeo import gdal, osr
gdal.UseExceptions()
out = sys.argv[1]
os.makedirs(out, exist_ok=True)
W, H = 70, 53
col, row = np.meshgrid(np.arange(W), np.arange(H))
heights = (1000 + 3 * col - 2 * row + (col * row) % 7).astype('float64')
heights[5, 9] = -32768
MOON = '+R=1737400 +units=m +no_defs'
SOUTH = f'+proj=stere +lat_0=-90 +lon_0=0 +k=1 +x_0=0 +y_0=0 {MOON}'

def srs(text):
    s = osr.SpatialReference()
    s.SetFromUserInput(text)
    s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return s

def memory(kind, text, transform, values=heights, scale=None, nodata=-32768):
    d = gdal.GetDriverByName('MEM').Create('', W, H, 1, kind)
    d.SetGeoTransform(transform)
    if text: d.SetProjection(srs(text).ExportToWkt())
    b = d.GetRasterBand(1)
    b.WriteArray(values)
    b.SetNoDataValue(nodata)
    if scale: b.SetScale(scale[0]); b.SetOffset(scale[1])
    return d

PLACE = (-19000, 20, 0, -4000, 0, -20)
def write(name, source, options, driver='GTiff', strip_srs=False):
    gdal.GetDriverByName(driver).CreateCopy(f'{out}/{name}', source, 0, options)

I16, F32, F64 = gdal.GDT_Int16, gdal.GDT_Float32, gdal.GDT_Float64
write('big-tiled-deflate-int16.tif', memory(I16, SOUTH, PLACE, scale=(0.5, 1737400)), ['BIGTIFF=YES', 'TILED=YES', 'BLOCKXSIZE=32', 'BLOCKYSIZE=16', 'COMPRESS=DEFLATE', 'PREDICTOR=2'])
write('lzw-float32-predictor3.tif', memory(F32, SOUTH, PLACE), ['COMPRESS=LZW', 'PREDICTOR=3', 'BLOCKYSIZE=8'])
write('deflate-float32-predictor2.tif', memory(F32, SOUTH, PLACE), ['COMPRESS=DEFLATE', 'PREDICTOR=2', 'ENDIANNESS=BIG'])
write('big-endian-strips-int16.tif', memory(I16, SOUTH, PLACE), ['ENDIANNESS=BIG', 'BLOCKYSIZE=1'])
write('big-endian-tiled-float32.tif', memory(F32, SOUTH, PLACE), ['ENDIANNESS=BIG', 'COMPRESS=DEFLATE', 'TILED=YES', 'BLOCKXSIZE=16', 'BLOCKYSIZE=16'])
write('packbits-int16.tif', memory(I16, SOUTH, PLACE), ['COMPRESS=PACKBITS'])
write('zstd-float32.tif', memory(F32, SOUTH, PLACE), ['COMPRESS=ZSTD', 'PREDICTOR=2'])
write('lerc-float32.tif', memory(F32, SOUTH, PLACE), ['COMPRESS=LERC_DEFLATE', 'MAX_Z_ERROR=0'])
write('float64.tif', memory(F64, SOUTH, PLACE, np.where(heights == -32768, -32768, heights + 1737400)), ['COMPRESS=DEFLATE', 'PREDICTOR=3'])
write('south-up.tif', memory(I16, SOUTH, (-19000, 20, 0, -4000 - 20 * H, 0, 20), heights[::-1]), [])
write('rotated.tif', memory(I16, SOUTH, (-19000, 19, 6, -4000, 6, -19)), [])
write('jpeg2000.jp2', memory(I16, SOUTH, PLACE), ['REVERSIBLE=YES', 'QUALITY=100'], 'JP2OpenJPEG') if gdal.GetDriverByName('JP2OpenJPEG') else None
ov = gdal.Translate('', memory(F32, SOUTH, PLACE), format='MEM', srcWin=[0, 0, 64, 48])
write('overviews.tif', ov, ['TILED=YES', 'BLOCKXSIZE=16', 'BLOCKYSIZE=16', 'COMPRESS=DEFLATE'])
d = gdal.Open(f'{out}/overviews.tif', gdal.GA_Update); gdal.SetConfigOption('COMPRESS_OVERVIEW', 'DEFLATE'); d.BuildOverviews('AVERAGE', [2, 4]); d = None

# Other projections: user-defined keys as GDAL writes them, and what PROJ says of the corners.
PROJECTIONS = {
    'polar-lon0-90': '+proj=stere +lat_0=-90 +lon_0=90 +k=1',
    'polar-lat-ts-71': '+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0',
    'north': '+proj=stere +lat_0=90 +lon_0=0 +k=1',
    'oblique-stereographic': '+proj=stere +lat_0=-84.5 +lon_0=30 +k=1',
    'gnomonic': '+proj=gnom +lat_0=-89 +lon_0=120',
    'laea': '+proj=laea +lat_0=-85 +lon_0=10',
    'transverse-mercator': '+proj=tmerc +lat_0=0 +lon_0=23 +k=0.9996 +x_0=500000 +y_0=0',
    'mercator': '+proj=merc +lon_0=0 +k=1',
    'eqc-lat-ts-30': '+proj=eqc +lat_ts=30 +lat_0=0 +lon_0=0',
    'eqc-lon0-180': '+proj=eqc +lat_ts=0 +lat_0=0 +lon_0=180',
    'lcc': '+proj=lcc +lat_0=40 +lon_0=0 +lat_1=20 +lat_2=60',
    'albers': '+proj=aea +lat_0=40 +lon_0=0 +lat_1=20 +lat_2=60',
    'orthographic': '+proj=ortho +lat_0=-90 +lon_0=0',
    'aeqd': '+proj=aeqd +lat_0=-88 +lon_0=45',
    'sinusoidal': '+proj=sinu +lon_0=0',
    'cea': '+proj=cea +lat_ts=0 +lon_0=0',
}
def transformer(a, b):
    t = osr.CoordinateTransformation(srs(a), srs(b))
    return lambda x, y: t.TransformPoint(x, y)[:2]

LONLAT = '+proj=longlat +R=1737400 +no_defs'
table = []
for name, proj in PROJECTIONS.items():
    full = f'{proj} {MOON}'
    wkt1 = srs(full).ExportToWkt(['FORMAT=WKT1_GDAL']); esri = srs(full).ExportToWkt(['FORMAT=WKT1_ESRI']); 
    try: wkt2 = srs(full).ExportToWkt(['FORMAT=WKT2_2018'])
    except Exception: wkt2 = ''
    lat0 = {'north': 88, 'mercator': 20, 'eqc-lat-ts-30': 25, 'eqc-lon0-180': -12, 'lcc': 35, 'albers': 35, 'transverse-mercator': 5, 'sinusoidal': 12, 'cea': -7, 'oblique-stereographic': -84, 'laea': -85.2}.get(name, -89.2)
    lon0 = {'transverse-mercator': 23.5, 'oblique-stereographic': 31, 'laea': 10.5, 'eqc-lon0-180': 200, 'gnomonic': 100, 'aeqd': 40}.get(name, 14)
    to = transformer(LONLAT, full)
    x, y = to(lon0, lat0)
    x, y = round(x / 100) * 100 - W * 50, round(y / 100) * 100 + H * 50
    tr = (x, 100, 0, y, 0, -100)
    write(f'crs-{name}.tif', memory(I16, full, tr), ['COMPRESS=DEFLATE'])
    back = transformer(full, LONLAT)
    cells = [(0, 0), (W - 1, 0), (0, H - 1), (W - 1, H - 1), (33, 21)]
    places = []
    for c, r in cells:
        lon, lat = back(x + (c + .5) * 100, y - (r + .5) * 100)
        places.append([c, r, round(lat, 10), round(lon, 10)])
    table.append({'name': name, 'proj': full, 'wkt1': wkt1, 'esri': esri, 'wkt2': wkt2, 'transform': tr, 'cells': places})
json.dump(table, open(f'{out}/projections.json', 'w'), indent=1)

# A table of strips so long that some readers fetch it piece by piece: value = 3 * row + column.
tall = gdal.GetDriverByName('MEM').Create('', 4, 1500, 1, I16)
tall.SetGeoTransform(PLACE); tall.SetProjection(srs(SOUTH).ExportToWkt())
tall.GetRasterBand(1).WriteArray((3 * np.arange(1500)[:, None] + np.arange(4)[None, :]).astype('int16'))
write('big-endian-many-strips.tif', tall, ['ENDIANNESS=BIG', 'BLOCKYSIZE=1'])
